import Replication
import Settings

/// The members of an event that hold columns.
extension EventEncoder {
  /// The field of a column in a new row; an unchanged value is taken from the old row if the
  /// server sent it there. It is never null: a null there means that it was not sent.
  @inline(__always)
  private func field(
    _ step: ColumnStep, _ row: borrowing Tuple, _ old: Message.OldRow,
    _ oldRow: borrowing Tuple
  ) -> Tuple.Field {
    let field = row.fields[step.place]
    guard field.isUnchanged, let before = step.sent(old, oldRow), !before.isNull else {
      return field
    }
    return before
  }

  /// The key object, or null where there is no key or a part of it was not sent; returns whether it
  /// is the object.
  func key(
    _ bytes: borrowing Span<UInt8>, _ row: borrowing Tuple, _ old: Message.OldRow,
    _ oldRow: borrowing Tuple, into output: inout ByteBuffer
  ) throws(EncodeError) -> Bool {
    let start = output.count
    for step in keySteps {
      let field = field(step, row, old, oldRow)
      guard !field.isUnchanged else { return noKey(from: start, into: &output) }
      label(step, into: &output)
      try value(bytes, field, step, into: &output)
    }
    guard !keySteps.isEmpty else { return noKey(from: start, into: &output) }
    output.enclose(from: start, "{", "}")
    return true
  }

  /// The same of a deleted row.
  func oldKey(
    _ bytes: borrowing Span<UInt8>, _ old: Message.OldRow, _ oldRow: borrowing Tuple,
    into output: inout ByteBuffer
  ) throws(EncodeError) -> Bool {
    let start = output.count
    for step in keySteps {
      guard let field = step.sent(old, oldRow) else { return noKey(from: start, into: &output) }
      label(step, into: &output)
      try value(bytes, field, step, into: &output)
    }
    guard !keySteps.isEmpty else { return noKey(from: start, into: &output) }
    output.enclose(from: start, "{", "}")
    return true
  }

  private func noKey(from start: Int, into output: inout ByteBuffer) -> Bool {
    output.truncate(to: start)
    output.append("null")
    return false
  }

  /// Makes sure that a change without a key says in another way which row it is of: by all of the
  /// replica identity, in the old row, or in the new one where the server sent no old one because
  /// the identity did not change.
  @inline(never)
  func requireName(
    _ old: Message.OldRow, _ oldRow: borrowing Tuple
  ) throws(EncodeError) {
    guard policies.missingKey == .error else { return }
    let isNamed: Bool
    if oldRows.areOfPartitions {
      // Whatever the partition's identity is, it has no nulls unless it is the whole row.
      let places = Set(steps.map(\.place))
      let sent = old == .none ? [] : oldRow.fields.indices.filter { !oldRow.fields[$0].isNull }
      isNamed = old == .none || (!sent.isEmpty && places.isSuperset(of: sent))
    } else {
      isNamed = oldRows.identityIsWhole
    }
    if !isNamed { throw .unnamed(stream: stream) }
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
    for number in 0..<steps.count {
      guard let field = steps[number].sent(old, oldRow) else { continue }
      label(steps[number], into: &output)
      try value(bytes, field, steps[number], into: &output)
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
    if field.kind == .binary { return try invalidText(bytes, field, column, into: &output) }
    switch (policies.overflow, field.kind) {
    case (.null, _): output.append("null")
    case (.string, .text): JSONText.string(bytes, field.range, into: &output)
    default:
      throw .misfit(
        stream: stream, column: columns[column].name, type: columns[column].type,
        length: field.count)
    }
  }
}

extension EventEncoder {
  /// A text that is not valid UTF-8.
  private func invalidText(
    _ bytes: borrowing Span<UInt8>, _ field: Tuple.Field, _ column: Int,
    into output: inout ByteBuffer
  ) throws(EncodeError) {
    switch policies.invalidText {
    case .error:
      throw .invalidText(stream: stream, column: columns[column].name, length: field.count)
    case .escape: output.append(JSONText.string(EscapedText.text(bytes, field.range)))
    case .base64: Base64.append(bytes, field.range, into: &output)
    }
  }
}

extension Tuple.Field {
  /// The value's place in the message.
  @inline(__always)
  fileprivate var range: Range<Int> { start..<(start + count) }

  /// Whether the server sent null, for a null or for nothing.
  @inline(__always)
  var isNull: Bool {
    switch kind {
    case .null: true
    default: false
    }
  }

  /// Whether the server left the value out.
  @inline(__always)
  fileprivate var isUnchanged: Bool {
    switch kind {
    case .unchanged: true
    default: false
    }
  }
}
