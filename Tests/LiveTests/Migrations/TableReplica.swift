import Foundation

/// The rows of one stream as a consumer keeps them, by the rules of docs/how-to/consume-events.md.
struct TableReplica {
  /// Column names with their values as JSON text with sorted members.
  typealias Row = [String: String]

  private(set) var rows: [Row] = []
  /// Changes of rows that it does not have.
  private(set) var strays: [String] = []
  private var snapshot: String?
  private var mark: (lsn: UInt64, seq: Int)?

  /// Takes an event; returns what is wrong with it.
  mutating func apply(_ event: [String: Any]) -> String? {
    guard let kind = event["event"] as? String, let text = event["lsn"] as? String else {
      return "an event without kind or position: \(event)"
    }
    let data = Self.row(event["data"])
    if kind == "snapshot" {
      if snapshot != text {
        self = TableReplica()
        snapshot = text
      }
      return store(data, key: Self.row(event["key"]), event)
    }
    let mark = (lsn: Self.number(text), seq: event["seq"] as? Int ?? 0)
    if let last = self.mark, mark <= last { return nil }
    self.mark = mark
    let key = Self.row(event["key"])
    let before = Self.row(event["before"])
    switch kind {
    case "truncate":
      rows = []
      return nil
    case "insert":
      return store(data, key: key, event)
    case "delete":
      if remove(key ?? before) == nil { strays.append("a delete without its row: \(event)") }
      return nil
    case "update":
      let found = remove(identity(key: key, before: before))
      if found == nil { strays.append("an update without its row: \(event)") }
      let old = found ?? [:]
      let unchanged = event["unchanged"] as? [String] ?? []
      let kept = old.filter { unchanged.contains($0.key) || data?[$0.key] == nil }
      return store(data?.merging(kept) { new, _ in new }, key: key, event)
    default:
      return "an event of no known kind: \(event)"
    }
  }

  /// What names the row that an update changed: its key as it was; the old columns that were sent
  /// where the key is not among them, as under another replica identity.
  private func identity(key: Row?, before: Row?) -> Row? {
    guard let before, !before.isEmpty else { return key }
    guard let key, !key.keys.contains(where: { before[$0] != nil }) else {
      return key.map { key in key.merging(before.filter { key[$0.key] != nil }) { $1 } } ?? before
    }
    return before
  }

  private mutating func store(_ row: Row?, key: Row?, _ event: [String: Any]) -> String? {
    guard let row, let key, !key.isEmpty else { return "a row without its key: \(event)" }
    rows.removeAll { Self.matches($0, key) }
    rows.append(row)
    return nil
  }

  private mutating func remove(_ identity: Row?) -> Row? {
    guard let identity, !identity.isEmpty,
      let place = rows.firstIndex(where: { Self.matches($0, identity) })
    else { return nil }
    return rows.remove(at: place)
  }

  private static func matches(_ row: Row, _ part: Row) -> Bool {
    part.allSatisfy { row[$0.key] == $0.value }
  }

  /// Follows columns that the file names otherwise from here on.
  mutating func rename(_ names: [String: String]) {
    rows = rows.map { row in
      Row(row.map { (names[$0.key] ?? $0.key, $0.value) }) { first, _ in first }
    }
  }

  /// Forgets the changes of rows that it did not have; returns them.
  mutating func takeStrays() -> [String] {
    defer { strays = [] }
    return strays
  }

  /// A JSON object as a row.
  static func row(_ value: Any?) -> Row? {
    (value as? [String: Any])?.mapValues { value in
      let data = try? JSONSerialization.data(
        withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys])
      return String(decoding: data ?? Data(), as: UTF8.self)
    }
  }

  private static func number(_ lsn: String) -> UInt64 {
    lsn.split(separator: "/").reduce(0) { $0 << 32 | (UInt64($1, radix: 16) ?? 0) }
  }
}
