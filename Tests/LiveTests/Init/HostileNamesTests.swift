import Foundation
import Support
import Testing

/// Whatever a name is made of: init writes it, lint accepts it, blink-run streams that table.
@Suite struct HostileNamesTests {
  private struct HostileTable {
    var schema, name: String
    /// An int, a text and an enum.
    var columns: [String]
    var rows: Int

    var quoted: String { "\(Self.sql(schema)).\(Self.sql(name))" }

    static func sql(_ name: String) -> String {
      "\"" + name.replacingOccurrences(of: "\"", with: "\"\"", options: .literal) + "\""
    }

    /// What stands in an event about a row.
    func event(_ id: Int) -> [UInt8] {
      let values = ["\(id)", "\"v\"", "\"l\""]
      let data = zip(columns, values).map { "\(Self.json($0)):\($1)" }.joined(separator: ",")
      return Array("\"schema\":\(Self.json(schema)),\"table\":\(Self.json(name)) {\(data)}".utf8)
    }

    /// By the rules of docs/reference/events.md.
    private static func json(_ text: String) -> String {
      let short: [Unicode.Scalar: String] = [
        "\"": "\\\"", "\\": "\\\\", "\u{8}": "\\b", "\t": "\\t", "\n": "\\n", "\u{C}": "\\f",
        "\r": "\\r",
      ]
      var result = "\""
      for scalar in text.unicodeScalars {
        if let escape = short[scalar] {
          result += escape
        } else if scalar.value < 0x20 {
          result += String(format: "\\u%04x", scalar.value)
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
      return result + "\""
    }
  }

  private func tables(_ random: inout HostileNames) -> [HostileTable] {
    // A name that is a reference to a secret store cannot be the default schema.
    (random.names(2) + ["#{secret.x}"]).flatMap { schema in
      random.names(7).map { name in
        HostileTable(
          schema: schema, name: name, columns: random.names(3),
          rows: Int.random(in: 0...3, using: &random))
      }
    }
  }

  private func statements(_ tables: [HostileTable], type: String) -> String {
    let schemas = Set(tables.map { HostileTable.sql($0.schema) }.map { Array($0.utf8) })
    return schemas.map { "CREATE SCHEMA \(String(decoding: $0, as: UTF8.self));" }
      .joined(separator: " ") + "CREATE TYPE \(type) AS ENUM ('l');"
      + tables.map { table in
        let columns = zip(table.columns.map(HostileTable.sql), ["int PRIMARY KEY", "text", type])
          .map { "\($0) \($1)" }.joined(separator: ", ")
        return "CREATE TABLE \(table.quoted) (\(columns));"
      }.joined(separator: " ") + inserts(tables, from: 0)
  }

  private func inserts(_ tables: [HostileTable], from first: Int) -> String {
    tables.map { table in
      "INSERT INTO \(table.quoted) SELECT g, 'v', 'l' FROM generate_series(\(first), \(first + table.rows - 1)) g;"
    }.joined(separator: " ")
  }

  /// The schema, table and data of each event, as bytes, sorted.
  private func events(_ text: String) -> [[UInt8]] {
    let events = text.utf8.split(separator: UInt8(ascii: "\n")).map { Array($0) }.map { line in
      guard let start = line.firstRange(of: Array(",\"schema\":".utf8)),
        let middle = line.firstRange(of: Array(",\"lsn\":".utf8)),
        let data = line.firstRange(of: Array("},\"data\":{".utf8))
      else { return line }
      let end = line.firstRange(of: Array("},\"before\":".utf8))?.lowerBound ?? line.count - 2
      let place = line[(start.lowerBound + 1)..<middle.lowerBound]
      return Array(place) + Array(" ".utf8) + line[(data.upperBound - 1)...end]
    }
    return events.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private func expected(_ tables: [HostileTable], from first: Int) -> [[UInt8]] {
    tables.flatMap { table in (0..<table.rows).map { table.event(first + $0) } }
      .sorted { $0.lexicographicallyPrecedes($1) }
  }

  private func show(_ events: [[UInt8]]) -> String {
    events.map { String(decoding: $0, as: UTF8.self).debugDescription }.joined(separator: "\n")
  }

  @Test func fromInitToEvents() throws {
    let given = ProcessInfo.processInfo.environment["BLINK_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64.random(in: 0...UInt64.max)
    print("hostile names: BLINK_SEED=\(seed)")
    var random = HostileNames(seed: seed)
    for round in 0..<Battery.rounds(1, full: 20) {
      let cluster = try TestCluster()
      let type = HostileTable.sql(random.name())
      let tables = self.tables(&random)
      try cluster.psql(statements(tables, type: type))
      let fixture = try Fixture(cluster, yaml: "")
      try FileManager.default.removeItem(atPath: fixture.folder.path + "/blink.yaml")
      let uri = "postgresql://postgres@127.0.0.1:\(cluster.port)/postgres"
      let written = try BlinkBinary.schema.run(
        ["init", "-d", uri, "--slot", "s"], directory: fixture.folder.path)
      try #require(written.exit == 0, "seed \(seed), round \(round): \(written.stderr)")
      let linted = try BlinkBinary.schema.run(
        ["lint", "--env"], environment: fixture.environment, directory: fixture.folder.path)
      #expect(linted.exit == 0, "seed \(seed), round \(round): \(linted.stdout)")
      #expect(linted.stdout.contains("\(tables.count) streams, 0 warnings"))
      let snapshot = try fixture.run(["--endpos", "current"])
      try cluster.psql(inserts(tables, from: 10))
      let stream = try fixture.run(["--endpos", "current"])
      for (run, first) in [(snapshot, 0), (stream, 10)] {
        #expect(run.exit == 0, "seed \(seed), round \(round): \(run.stderr)")
        let (found, wanted) = (events(run.stdout), expected(tables, from: first))
        #expect(
          found == wanted,
          "seed \(seed), round \(round): found\n\(show(found))\nwanted\n\(show(wanted))")
      }
      // A second look at the same database finds nothing to change.
      let again = try BlinkBinary.schema.run(
        ["init", "-d", uri], environment: fixture.environment, directory: fixture.folder.path)
      #expect(again.exit == 0)
      #expect(again.stderr.contains("is up to date"), "seed \(seed): \(again.stderr)")
    }
  }
}
