import PgOutput

/// The members of an event that hold columns.
extension EventEncoder {
  /// The field of a column in a new row; an unchanged value is taken from the old row if the
  /// server sent it there. Nil where the column is not in the row.
  @inline(__always)
  func field(
    _ column: ColumnPlan, _ row: borrowing Tuple, _ old: Tuple?, _ flags: [Bool]?
  ) -> Tuple.Field? {
    guard let place = column.place, place < row.fields.count else { return nil }
    let field = row.fields[place]
    guard field.kind == .unchanged, let old, let flags, place < flags.count, flags[place] else {
      return field
    }
    return old.fields[place]
  }

  /// Whether the server sent every key column of an old row.
  func isComplete(_ old: OldValues) -> Bool {
    guard hasKey else { return false }
    return columns.allSatisfy { column in
      guard column.isKey else { return true }
      guard let place = column.place, place < old.isSent.count else { return false }
      return old.isSent[place]
    }
  }

  /// The key object, or null where there is no key or a part of it was not sent.
  func key(
    _ bytes: borrowing Span<UInt8>, _ row: borrowing Tuple, _ old: Tuple?, flags: [Bool]?,
    into output: inout ByteBuffer
  ) throws(EncodeError) {
    guard hasKey else { return output.append("null") }
    let start = output.count
    output.append("{")
    var isFirst = true
    for column in columns where column.isKey {
      guard let field = field(column, row, old, flags), field.kind != .unchanged else {
        output.truncate(to: start)
        return output.append("null")
      }
      separate(&isFirst, into: &output)
      output.append(column.label)
      try value(bytes, field, column, into: &output)
    }
    output.append("}")
  }

  /// The data object; gives whether a column was left out as unchanged.
  func data(
    _ bytes: borrowing Span<UInt8>, _ row: borrowing Tuple, _ old: Tuple?, flags: [Bool]?,
    into output: inout ByteBuffer
  ) throws(EncodeError) -> Bool {
    output.append("{")
    var isFirst = true
    var someUnchanged = false
    for column in columns {
      guard let field = field(column, row, old, flags) else { continue }
      if field.kind == .unchanged {
        someUnchanged = true
        continue
      }
      separate(&isFirst, into: &output)
      output.append(column.label)
      try value(bytes, field, column, into: &output)
    }
    output.append("}")
    return someUnchanged
  }

  /// The object of the old columns that the server sent.
  func before(
    _ bytes: borrowing Span<UInt8>, _ old: OldValues, into output: inout ByteBuffer
  ) throws(EncodeError) {
    output.append("{")
    var isFirst = true
    for column in columns {
      guard let place = column.place, place < old.isSent.count, old.isSent[place] else {
        continue
      }
      separate(&isFirst, into: &output)
      output.append(column.label)
      try value(bytes, old.tuple.fields[place], column, into: &output)
    }
    output.append("}")
  }

  /// The names of the columns that `data` left out as unchanged.
  func names(
    ofUnchanged row: borrowing Tuple, _ old: OldValues?, into output: inout ByteBuffer
  ) throws(EncodeError) {
    output.append(",\"unchanged\":[")
    var isFirst = true
    for column in columns {
      guard let field = field(column, row, old?.tuple, old?.isSent), field.kind == .unchanged
      else { continue }
      separate(&isFirst, into: &output)
      // The label without its colon.
      output.append(column.label.span, 0..<(column.label.count - 1))
    }
    output.append("]")
  }

  @inline(__always)
  func separate(_ isFirst: inout Bool, into output: inout ByteBuffer) {
    if isFirst {
      isFirst = false
    } else {
      output.append(UInt8(ascii: ","))
    }
  }

  /// One value, under the overflow policy.
  @inline(__always)
  func value(
    _ bytes: borrowing Span<UInt8>, _ field: Tuple.Field, _ column: ColumnPlan,
    into output: inout ByteBuffer
  ) throws(EncodeError) {
    if field.kind == .null { return output.append("null") }
    let start = output.count
    let range = field.start..<(field.start + field.count)
    if field.kind == .text, column.codec.append(bytes, range, into: &output) { return }
    output.truncate(to: start)
    switch overflow {
    case .null: output.append("null")
    case .string where field.kind == .text: JSONText.string(bytes, range, into: &output)
    case .error, .string:
      throw EncodeError(stream: stream, column: column.name, length: field.count)
    }
  }
}
