import Foundation

/// A consumer of every stream by the names of its table in the file, whose operator renames its tables and columns as `init` says.
struct DatabaseReplica {
  private(set) var tables: [String: TableReplica] = [:]
  private(set) var problems: [String] = []

  /// Takes lines; a last one without its end was cut by a kill.
  mutating func apply(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
      let isWhole = text.utf8.last == UInt8(ascii: "\n") || line.endIndex != text.endIndex
      guard isWhole else { break }
      guard
        let event = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let schema = event["schema"] as? String, let table = event["table"] as? String
      else {
        problems.append("a line that is no event: \(line)")
        continue
      }
      if let problem = tables["\(schema).\(table)", default: TableReplica()].apply(event) {
        problems.append(problem)
      }
    }
  }

  /// Renames what stands under another name in the file than before: tables by OID, columns by
  /// attribute number.
  mutating func follow(_ old: InitLock, _ new: InitLock) {
    var renamed: [String: TableReplica] = [:]
    for (stream, table) in tables {
      let before = old.streams[stream]
      let after = new.streams.first { $0.value.oid == before?.oid }
      var table = table
      if let before, let after {
        let names = before.columns.compactMap { number, name in
          after.value.columns[number].map { (name, $0) }
        }
        table.rename(Dictionary(names) { first, _ in first })
        renamed[after.key] = table
      } else if new.streams[stream] != nil {
        renamed[stream] = table
      }
    }
    tables = renamed
  }

  /// Forgets what was wrong with the events; returns it.
  mutating func takeProblems() -> [String] {
    defer { problems = [] }
    return problems
  }

  /// Forgets the changes of rows that it did not have; returns them.
  mutating func takeStrays() -> [String] {
    tables.keys.sorted().flatMap { tables[$0]?.takeStrays() ?? [] }
  }
}

/// What `init` wrote last: the streams of the file with the numbers of their tables and columns.
struct InitLock {
  struct Stream {
    var oid: Int
    /// Names by attribute number.
    var columns: [Int: String]
  }

  /// By `schema.table`.
  var streams: [String: Stream] = [:]

  init(_ data: Data) throws {
    let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    for stream in object?["streams"] as? [[String: Any]] ?? [] {
      guard let name = stream["name"] as? [String: String], stream["isActive"] as? Bool == true,
        let table = name["name"], let schema = name["schema"], let oid = stream["oid"] as? Int
      else { continue }
      let columns = (stream["columns"] as? [[String: Any]] ?? []).compactMap { column in
        (column["number"] as? Int).flatMap { number in
          (column["name"] as? String).map { (number, $0) }
        }
      }
      streams["\(schema).\(table)"] = Stream(
        oid: oid, columns: Dictionary(columns) { first, _ in first })
    }
  }
}
