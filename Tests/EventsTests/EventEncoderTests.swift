@testable import Events
import Replication
import Foundation
import Postgres
import Settings
import Testing

/// The brackets, commas and names around the values, for names and columns of every kind.
@Suite struct EventEncoderTests {
  private typealias Row = Replication.Tuple

  /// Names whose labels are just shorter and just longer than what is copied at once.
  private static let names = [
    "a", "elevenchars", "twelve chars", "thirteen char", "fourteen chars", "Weird \"name\"",
    "tab\t\\", "Ünï", String(repeating: "n", count: 63),
  ]

  private func encoder(
    _ names: [String], _ format: SinkSettings.Format = .envelope, keys: Int = 1
  ) -> EventEncoder {
    let columns = names.enumerated().map { number, name in
      ColumnPlan(
        name: Identifier(name), place: number, codec: .scalar(.text), isKey: number < keys,
        isIdentity: number < keys)
    }
    return EventEncoder(
      stream: "s", table: QualifiedName(schema: "public", name: "s"), columns: columns,
      rowWidth: names.count, policies: EventPolicies(), format: format)
  }

  /// A row of the bytes `v`, or of one kind that has none.
  private func row(_ count: Int, _ kind: Row.Kind = .text) -> Row {
    var row = Row()
    row.fields = (0..<count).map { _ in
      kind == .text ? Row.Field(kind: .text, start: 0, count: 1) : Row.Field(kind: kind)
    }
    return row
  }

  private let bytes = Array("v".utf8)

  private func text(
    _ write: (inout ByteBuffer, borrowing TransactionHeader) throws -> Void
  ) rethrows -> String {
    var header = TransactionHeader()
    header.begin(commitLSN: LSN(1), xid: 7, commitTime: 0)
    var output = ByteBuffer(capacity: 64)
    try write(&output, header)
    return output.text
  }

  private func json(_ text: String) throws -> [String: Any] {
    #expect(text.hasSuffix("\n"))
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func everyNameStandsWhereItBelongs() throws {
    for count in 0...Self.names.count {
      let names = Array(Self.names.prefix(count))
      let encoder = encoder(names, keys: 2)
      let row = row(count)
      let event = try json(
        text { try encoder.insert(bytes.span, row, $1, sequence: 1_234_507, into: &$0) })
      let values = Dictionary(uniqueKeysWithValues: names.map { ($0, "v") })
      #expect(event["data"] as? [String: String] == values)
      #expect(event["seq"] as? Int == 1_234_507)
      let key = values.filter { names.prefix(2).contains($0.key) }
      #expect(event["key"] as? [String: String] == (key.isEmpty ? nil : key))
    }
  }

  @Test func whatIsUnchangedIsNamed() throws {
    let encoder = encoder(Self.names)
    let new = row(Self.names.count, .unchanged)
    let old = row(Self.names.count, .null)
    let event = try json(
      text { try encoder.update(bytes.span, new, .none, old, $1, sequence: 0, into: &$0) })
    #expect((event["data"] as? [String: Any])?.isEmpty == true)
    #expect(event["unchanged"] as? [String] == Self.names)
    #expect(event["key"] is NSNull && event["before"] is NSNull)
  }

  @Test func formatBlinkIsAListOfOneRow() throws {
    for count in 1...Self.names.count {
      let names = Array(Self.names.prefix(count))
      let encoder = encoder(names, .blink)
      let row = row(count)
      let inserted = try text {
        try encoder.insert(bytes.span, row, $1, sequence: 0, into: &$0)
      }
      let deleted = try text {
        try encoder.delete(bytes.span, .key, row, $1, sequence: 0, into: &$0)
      }
      for (line, other) in [(inserted, "v"), (deleted, nil)] {
        let rows = try #require(
          try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [[String: Any]])
        #expect(rows.count == 1 && rows[0].count == count)
        for (number, name) in names.enumerated() {
          #expect(rows[0][name] as? String == (number == 0 ? "v" : other))
        }
      }
    }
  }
}
