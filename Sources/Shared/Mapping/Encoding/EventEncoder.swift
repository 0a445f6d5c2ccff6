package import PgOutput
package import Postgres

/// Writes the events of one stream as JSON lines, for one shape of its rows.
///
/// The same code serves snapshot and stream, so a value has one encoding.
package struct EventEncoder: Sendable {
  /// The shape of an event (`sink.config.format`).
  package enum Format: Sendable, Equatable {
    case envelope
    /// `[{row}]` with the columns by name, as upstream Blink.
    case blink
  }

  package let stream: String
  package let columns: [ColumnPlan]
  let overflow: Overflow
  private let format: Format
  private let heads: Heads
  /// The columns by name, for the blink format.
  private let sorted: [Int]
  let hasKey: Bool

  private struct Heads: Sendable {
    var snapshot, insert, update, delete, truncate: [UInt8]
  }

  /// - Parameters:
  ///   - stream: the name as the configuration writes it.
  ///   - columns: in the configuration's order.
  package init(
    stream: String, table: QualifiedName, columns: [ColumnPlan], overflow: Overflow,
    format: Format
  ) {
    self.stream = stream
    self.columns = columns
    self.overflow = overflow
    self.format = format
    sorted = columns.indices.sorted { columns[$0].name < columns[$1].name }
    hasKey = columns.contains { $0.isKey }
    func head(_ event: String) -> [UInt8] {
      Array("{\"event\":\"\(event)\",\"stream\":".utf8) + JSONText.string(stream)
        + Array(",\"schema\":".utf8) + JSONText.string(table.schema.text)
        + Array(",\"table\":".utf8) + JSONText.string(table.name.text)
        + Array(",\"lsn\":\"".utf8)
    }
    heads = Heads(
      snapshot: head("snapshot"), insert: head("insert"), update: head("update"),
      delete: head("delete"), truncate: head("truncate"))
  }

  /// Appends a row of the snapshot whose consistent point is written in `lsn`, in digits.
  package func snapshot(
    _ bytes: borrowing Span<UInt8>, _ row: borrowing Tuple, lsn: [UInt8],
    into output: inout ByteBuffer
  ) throws(EncodeError) {
    if format == .blink { return try blinkRow(bytes, row, into: &output) }
    output.append(heads.snapshot)
    output.append(lsn)
    output.append("\",\"key\":")
    try key(bytes, row, nil, flags: nil, into: &output)
    output.append(",\"data\":")
    _ = try data(bytes, row, nil, flags: nil, into: &output)
    output.append("}\n")
  }

  /// Appends an insert.
  package func insert(
    _ bytes: borrowing Span<UInt8>, _ row: borrowing Tuple, _ header: TransactionHeader,
    sequence: UInt64, into output: inout ByteBuffer
  ) throws(EncodeError) {
    if format == .blink { return try blinkRow(bytes, row, into: &output) }
    begin(heads.insert, header, sequence, into: &output)
    try key(bytes, row, nil, flags: nil, into: &output)
    output.append(",\"data\":")
    _ = try data(bytes, row, nil, flags: nil, into: &output)
    output.append("}\n")
  }

  /// Appends an update.
  ///
  /// - Parameter old: the old row with, for each of its columns, whether the server sent it;
  ///   nil where the server sent none.
  package func update(
    _ bytes: borrowing Span<UInt8>, _ row: borrowing Tuple, old: OldValues?,
    _ header: TransactionHeader, sequence: UInt64, into output: inout ByteBuffer
  ) throws(EncodeError) {
    if format == .blink { return try blinkRow(bytes, row, old, into: &output) }
    begin(heads.update, header, sequence, into: &output)
    try key(bytes, row, old?.tuple, flags: old?.isSent, into: &output)
    output.append(",\"data\":")
    let unchanged = try data(bytes, row, old?.tuple, flags: old?.isSent, into: &output)
    output.append(",\"before\":")
    if let old {
      try before(bytes, old, into: &output)
    } else {
      output.append("null")
    }
    if unchanged { try names(ofUnchanged: row, old, into: &output) }
    output.append("}\n")
  }

  /// Appends a delete.
  package func delete(
    _ bytes: borrowing Span<UInt8>, old: OldValues, _ header: TransactionHeader,
    sequence: UInt64, into output: inout ByteBuffer
  ) throws(EncodeError) {
    if format == .blink { return try blinkKey(bytes, old, into: &output) }
    begin(heads.delete, header, sequence, into: &output)
    if isComplete(old) {
      try key(bytes, old.tuple, nil, flags: nil, into: &output)
    } else {
      output.append("null")
    }
    output.append(",\"data\":null,\"before\":")
    try before(bytes, old, into: &output)
    output.append("}\n")
  }

  /// Appends a truncate; gives false where the format has no such event.
  package func truncate(
    _ header: TransactionHeader, sequence: UInt64, into output: inout ByteBuffer
  ) -> Bool {
    if format == .blink { return false }
    begin(heads.truncate, header, sequence, into: &output)
    output.append("null,\"data\":null}\n")
    return true
  }

  private func begin(
    _ head: [UInt8], _ header: TransactionHeader, _ sequence: UInt64,
    into output: inout ByteBuffer
  ) {
    output.append(head)
    output.append(header.beforeSequence)
    output.append(decimal: sequence)
    output.append(header.afterSequence)
    output.append(",\"key\":")
  }

  /// `[{…}]` of a new row; what the server did not send is left out.
  private func blinkRow(
    _ bytes: borrowing Span<UInt8>, _ row: borrowing Tuple, _ old: OldValues? = nil,
    into output: inout ByteBuffer
  ) throws(EncodeError) {
    output.append("[{")
    var isFirst = true
    for index in sorted {
      guard let field = field(columns[index], row, old?.tuple, old?.isSent),
        field.kind != .unchanged
      else { continue }
      separate(&isFirst, into: &output)
      output.append(columns[index].label)
      try value(bytes, field, columns[index], into: &output)
    }
    output.append("}]\n")
  }

  /// `[{…}]` of a deleted row: the key columns, the rest null.
  private func blinkKey(
    _ bytes: borrowing Span<UInt8>, _ old: OldValues, into output: inout ByteBuffer
  ) throws(EncodeError) {
    output.append("[{")
    var isFirst = true
    for index in sorted {
      let column = columns[index]
      guard let place = column.place, place < old.tuple.fields.count else { continue }
      separate(&isFirst, into: &output)
      output.append(column.label)
      if column.isKey, old.isSent[place] {
        try value(bytes, old.tuple.fields[place], column, into: &output)
      } else {
        output.append("null")
      }
    }
    output.append("}]\n")
  }
}
