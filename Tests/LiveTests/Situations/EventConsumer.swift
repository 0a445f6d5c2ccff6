import Foundation

/// What a consumer makes of events of tables `(id int, v text)` by the rules of
/// docs/reference/events.md.
struct EventConsumer {
  /// The values of each stream by id.
  private(set) var tables: [String: [Int: String?]] = [:]
  /// Changes that came again.
  private(set) var repeated = 0
  /// Transactions that came after one that committed later.
  private(set) var outOfOrder = 0
  /// Lines that are no event.
  private(set) var malformed = 0
  /// The newest change, and the newest snapshot of each stream.
  private var mark: (lsn: UInt64, seq: Int) = (0, -1)
  private var snapshots: [String: UInt64] = [:]

  /// Takes lines; a last one without its end is left out.
  mutating func apply(_ text: String) {
    let whole =
      text.hasSuffix("\n")
      ? Substring(text) : text[..<(text.lastIndex(of: "\n") ?? text.startIndex)]
    for line in whole.split(separator: "\n") { apply(line: line) }
  }

  private mutating func apply(line: Substring) {
    guard
      let event = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
      let kind = event["event"] as? String, let stream = event["stream"] as? String,
      let position = (event["lsn"] as? String).flatMap(Self.position)
    else {
      malformed += 1
      return
    }
    if kind == "snapshot" {
      if position > snapshots[stream] ?? 0 {
        snapshots[stream] = position
        tables[stream] = [:]
      }
      return put(event["data"], into: stream)
    }
    let seq = event["seq"] as? Int ?? 0
    guard (position, seq) > mark else {
      repeated += 1
      return
    }
    mark = (position, seq)
    // What the snapshot holds already.
    guard position >= snapshots[stream] ?? 0 else {
      outOfOrder += 1
      return
    }
    switch kind {
    case "truncate": tables[stream] = [:]
    case "delete": remove(event["key"], from: stream)
    default:
      remove(event["before"], from: stream)
      put(event["data"], into: stream)
    }
  }

  private mutating func put(_ row: Any?, into stream: String) {
    guard let row = row as? [String: Any], let id = row["id"] as? Int else { return }
    tables[stream, default: [:]][id] = .some(row["v"] as? String)
  }

  private mutating func remove(_ row: Any?, from stream: String) {
    guard let id = (row as? [String: Any])?["id"] as? Int else { return }
    tables[stream]?[id] = nil
  }

  private static func position(_ text: String) -> UInt64? {
    let parts = text.split(separator: "/").compactMap { UInt64($0, radix: 16) }
    return parts.count == 2 ? parts[0] << 32 | parts[1] : nil
  }

  /// The rows of a stream as `id|v`, in the order of their ids.
  func rows(_ stream: String) -> String {
    (tables[stream] ?? [:]).sorted { $0.key < $1.key }
      .map { "\($0.key)|\(($0.value ?? nil) ?? "")" }.joined(separator: "\n")
  }
}
