package import Postgres
package import Replication
package import Settings

/// Writes the events of one stream as JSON lines, for one shape of its rows.
///
/// The same code serves snapshot and stream, so a value has one encoding. An old row is given
/// as its kind and its columns; what the server did not send of it is not looked at.
package final class EventEncoder: Sendable {
  package let stream: String
  /// The stream's number among those of the configuration.
  package let number: Int
  /// In the configuration's order.
  package let columns: [ColumnPlan]
  /// Number of columns in the server's rows.
  package let rowWidth: Int
  let policies: EventPolicies
  let oldRows: OldRows
  /// The columns in the order in which they are written.
  let steps: [ColumnStep]
  let keySteps: [ColumnStep]
  /// What every event of the stream says behind its kind, then `,"name":` of every column, whose
  /// first bytes are in its step as well; in one place, because the next event may be of another
  /// of thousands of tables.
  let text: ByteBuffer
  private let head: Range<Int>
  private let format: SinkSettings.Format

  /// A pattern, not `==`: the enumeration is another module's, so comparing costs calls every event.
  private var isBlink: Bool {
    if case .blink = format { true } else { false }
  }

  /// - Parameters:
  ///   - stream: the name as the configuration writes it.
  ///   - number: its place in the configuration.
  ///   - columns: in the configuration's order.
  ///   - rowWidth: number of columns in the server's rows.
  package init(
    stream: String, table: QualifiedName, columns: [ColumnPlan], rowWidth: Int,
    policies: EventPolicies, oldRows: OldRows = OldRows(), format: SinkSettings.Format,
    number: Int = 0
  ) {
    self.stream = stream
    self.number = number
    self.columns = columns
    self.rowWidth = rowWidth
    self.policies = policies
    self.oldRows = oldRows
    self.format = format
    var text = ByteBuffer(capacity: 1024)
    text.append(
      Array("\",\"stream\":".utf8) + JSONText.string(stream) + Array(",\"schema\":".utf8)
        + JSONText.string(table.schema.text) + Array(",\"table\":".utf8)
        + JSONText.string(table.name.text) + Array(",\"lsn\":\"".utf8))
    head = 0..<text.count
    var steps: [ColumnStep] = []
    let order =
      format == .envelope
      ? Array(columns.indices) : columns.indices.sorted { columns[$0].name < columns[$1].name }
    for index in order {
      let column = columns[index]
      guard let place = column.place else { continue }
      let start = text.count
      text.append(Array(",".utf8) + JSONText.string(column.name.text) + Array(":".utf8))
      steps.append(
        ColumnStep(
          column, place: place, label: start..<text.count, of: text, number: index, oldRows))
    }
    self.text = ByteBuffer(copying: text)
    self.steps = steps
    // A key of which a part is missing is no key.
    let keys = columns.filter(\.isKey)
    keySteps = keys.contains { $0.place == nil } ? [] : steps.filter(\.isKey)
  }

  /// Appends a row of the snapshot whose consistent point is written in `lsn`, in digits.
  package func snapshot(
    _ bytes: borrowing Span<UInt8>, _ row: borrowing Tuple, lsn: [UInt8],
    into output: inout ByteBuffer
  ) throws(EncodeError) {
    if isBlink { return try blinkRow(bytes, row, .none, row, into: &output) }
    output.append("{\"event\":\"snapshot")
    output.append(text, head)
    output.append(lsn)
    output.append("\",\"key\":")
    _ = try key(bytes, row, .none, row, into: &output)
    output.append(",\"data\":")
    _ = try data(bytes, row, .none, row, into: &output)
    output.append("}\n")
  }

  /// Appends an insert.
  package func insert(
    _ bytes: borrowing Span<UInt8>, _ row: borrowing Tuple,
    _ header: borrowing TransactionHeader, sequence: UInt64, into output: inout ByteBuffer
  ) throws(EncodeError) {
    if isBlink { return try blinkRow(bytes, row, .none, row, into: &output) }
    output.append("{\"event\":\"insert")
    output.append(text, head)
    header.append(sequence: sequence, into: &output)
    _ = try key(bytes, row, .none, row, into: &output)
    output.append(",\"data\":")
    _ = try data(bytes, row, .none, row, into: &output)
    output.append("}\n")
  }

  /// Appends an update.
  package func update(
    _ bytes: borrowing Span<UInt8>, _ row: borrowing Tuple, _ old: Message.OldRow,
    _ oldRow: borrowing Tuple, _ header: borrowing TransactionHeader, sequence: UInt64,
    into output: inout ByteBuffer
  ) throws(EncodeError) {
    if isBlink { return try blinkRow(bytes, row, old, oldRow, into: &output) }
    output.append("{\"event\":\"update")
    output.append(text, head)
    header.append(sequence: sequence, into: &output)
    if try !key(bytes, row, old, oldRow, into: &output) { try requireName(old, oldRow) }
    output.append(",\"data\":")
    let unchanged = try data(bytes, row, old, oldRow, into: &output)
    output.append(",\"before\":")
    if old == .none {
      output.append("null")
    } else {
      try before(bytes, old, oldRow, into: &output)
    }
    if unchanged { names(ofUnchanged: row, old, oldRow, into: &output) }
    output.append("}\n")
  }

  /// Appends a delete.
  package func delete(
    _ bytes: borrowing Span<UInt8>, _ old: Message.OldRow, _ oldRow: borrowing Tuple,
    _ header: borrowing TransactionHeader, sequence: UInt64, into output: inout ByteBuffer
  ) throws(EncodeError) {
    if isBlink { return try blinkKey(bytes, old, oldRow, into: &output) }
    output.append("{\"event\":\"delete")
    output.append(text, head)
    header.append(sequence: sequence, into: &output)
    if try !oldKey(bytes, old, oldRow, into: &output) { try requireName(old, oldRow) }
    output.append(",\"data\":null,\"before\":")
    try before(bytes, old, oldRow, into: &output)
    output.append("}\n")
  }

  /// Appends a truncate; returns false if the format has no such event.
  package func truncate(
    _ header: borrowing TransactionHeader, sequence: UInt64, into output: inout ByteBuffer
  ) -> Bool {
    if isBlink { return false }
    output.append("{\"event\":\"truncate")
    output.append(text, head)
    header.append(sequence: sequence, into: &output)
    output.append("null,\"data\":null}\n")
    return true
  }

  /// `[{…}]` of a new row; what the server did not send is left out.
  private func blinkRow(
    _ bytes: borrowing Span<UInt8>, _ row: borrowing Tuple, _ old: Message.OldRow,
    _ oldRow: borrowing Tuple, into output: inout ByteBuffer
  ) throws(EncodeError) {
    output.append("[")
    _ = try data(bytes, row, old, oldRow, into: &output)
    output.append("]\n")
  }

  /// `[{…}]` of a deleted row: the key columns, the rest null.
  private func blinkKey(
    _ bytes: borrowing Span<UInt8>, _ old: Message.OldRow, _ oldRow: borrowing Tuple,
    into output: inout ByteBuffer
  ) throws(EncodeError) {
    if policies.missingKey == .error,
      keySteps.isEmpty || !keySteps.allSatisfy({ $0.sent(old, oldRow) != nil })
    {
      throw .unnamed(stream: stream)
    }
    output.append("[")
    let start = output.count
    for step in steps {
      label(step, into: &output)
      if step.isKey, let field = step.sent(old, oldRow) {
        try value(bytes, field, step, into: &output)
      } else {
        output.append("null")
      }
    }
    output.enclose(from: start, "{", "}")
    output.append("]\n")
  }
}
