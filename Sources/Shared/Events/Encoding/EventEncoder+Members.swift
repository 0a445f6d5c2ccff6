import Replication
import Settings

/// The members of an event that hold columns.
extension EventEncoder {
  /// The field of a column in a new row; an unchanged value is taken from the old row if the
  /// server sent it there.
  @inline(__always)
  private func field(
    _ step: ColumnStep, _ row: borrowing Tuple, _ old: Message.OldRow,
    _ oldRow: borrowing Tuple
  ) -> Tuple.Field {
    let field = row.fields[step.place]
    return field.isUnchanged && step.isSent(old) ? oldRow.fields[step.place] : field
  }

  /// The key object, or null where there is no key or a part of it was not sent.
  func key(
    _ bytes: borrowing Span<UInt8>, _ row: borrowing Tuple, _ old: Message.OldRow,
    _ oldRow: borrowing Tuple, into output: inout ByteBuffer
  ) throws(EncodeError) {
    guard !keySteps.isEmpty else { return output.append("null") }
    let start = output.count
    for step in keySteps {
      let field = field(step, row, old, oldRow)
      guard !field.isUnchanged else {
        output.truncate(to: start)
        return output.append("null")
      }
      label(step, into: &output)
      try value(bytes, field, step, into: &output)
    }
    output.enclose(from: start, "{", "}")
  }

  /// The data object; returns whether a column was left out as unchanged.
  func data(
    _ bytes: borrowing Span<UInt8>, _ row: borrowing Tuple, _ old: Message.OldRow,
    _ oldRow: borrowing Tuple, into output: inout ByteBuffer
  ) throws(EncodeError) -> Bool {
    let start = output.count
    var someUnchanged = false
    // By number: a step that is copied as a whole takes more registers than there are.
    for number in 0..<steps.count {
      let field = field(steps[number], row, old, oldRow)
      if field.isUnchanged {
        someUnchanged = true
        continue
      }
      label(steps[number], into: &output)
      try value(bytes, field, steps[number], into: &output)
    }
    output.enclose(from: start, "{", "}")
    return someUnchanged
  }

  /// The object of the old columns that the server sent.
  func before(
    _ bytes: borrowing Span<UInt8>, _ old: Message.OldRow, _ oldRow: borrowing Tuple,
    into output: inout ByteBuffer
  ) throws(EncodeError) {
    let start = output.count
    for step in steps where step.isSent(old) {
      label(step, into: &output)
      try value(bytes, oldRow.fields[step.place], step, into: &output)
    }
    output.enclose(from: start, "{", "}")
  }

  /// The names of the columns that `data` left out as unchanged.
  func names(
    ofUnchanged row: borrowing Tuple, _ old: Message.OldRow, _ oldRow: borrowing Tuple,
    into output: inout ByteBuffer
  ) {
    output.append(",\"unchanged\":")
    let start = output.count
    for step in steps where field(step, row, old, oldRow).isUnchanged {
      label(step, into: &output)
      // Without its colon.
      output.truncate(to: output.count - 1)
    }
    output.enclose(from: start, "[", "]")
  }

  /// Appends a comma and a column's name; ``ByteBuffer/enclose(from:_:_:)`` then puts the opening
  /// bracket into the place of the first comma.
  @inline(__always)
  func label(_ step: ColumnStep, into output: inout ByteBuffer) {
    if step.labelLength <= 16 {
      output.append(step.labelBeginning, step.labelLength)
    } else {
      output.append(text, from: step.labelStart, step.labelLength)
    }
  }

  /// One value, under the overflow policy.
  @inline(__always)
  func value(
    _ bytes: borrowing Span<UInt8>, _ field: Tuple.Field, _ step: ColumnStep,
    into output: inout ByteBuffer
  ) throws(EncodeError) {
    let start = output.count
    switch field.kind {
    case .text:
      if step.codec.append(bytes, field.range, into: &output) { return }
    case .null: return output.append("null")
    case .binary, .unchanged: break
    }
    output.truncate(to: start)
    try misfit(bytes, field, step.column, into: &output)
  }

  /// A value that the configured type cannot hold.
  @inline(never)
  private func misfit(
    _ bytes: borrowing Span<UInt8>, _ field: Tuple.Field, _ column: Int,
    into output: inout ByteBuffer
  ) throws(EncodeError) {
    switch (overflow, field.kind) {
    case (.null, _): output.append("null")
    case (.string, .text): JSONText.string(bytes, field.range, into: &output)
    default:
      throw EncodeError(
        stream: stream, column: columns[column].name, length: field.count)
    }
  }
}

extension Tuple.Field {
  /// The value's place in the message.
  @inline(__always)
  fileprivate var range: Range<Int> { start..<(start + count) }

  /// Whether the server left the value out.
  @inline(__always)
  fileprivate var isUnchanged: Bool {
    switch kind {
    case .unchanged: true
    default: false
    }
  }
}
