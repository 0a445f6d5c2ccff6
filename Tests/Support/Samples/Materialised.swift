import Foundation

/// What a consumer makes of blink's envelope events: the tables as they end up, and whether the
/// events kept their order (docs/reference/events.md).
package struct Materialised {
  /// Rows by stream and key, as JSON objects.
  package private(set) var rows: [String: [String: [String: Any]]] = [:]
  /// Events that came a second time.
  package private(set) var duplicates = 0
  /// What broke a promise, at most a few.
  package private(set) var problems: [String] = []
  package private(set) var events = 0
  private var last: (lsn: UInt64, seq: Int) = (0, -1)
  private var snapshots: [String: UInt64] = [:]

  package init(_ text: String) throws {
    for line in text.split(separator: "\n") {
      guard let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      else { throw SupportError("not an object: \(line.prefix(200))") }
      try apply(event)
    }
  }

  private mutating func apply(_ event: [String: Any]) throws {
    events += 1
    guard let kind = event["event"] as? String, let stream = event["stream"] as? String,
      let lsn = (event["lsn"] as? String).flatMap(Self.position)
    else { throw SupportError("not an event: \(event)") }
    if kind == "snapshot" {
      if lsn > snapshots[stream, default: 0] {
        snapshots[stream] = lsn
        rows[stream] = [:]
      }
      put(event, stream)
      return
    }
    guard let seq = event["seq"] as? Int else { throw SupportError("no seq: \(event)") }
    if (lsn, seq) <= last {
      duplicates += 1
      return
    }
    // Within a transaction nothing may be left out.
    let follows = lsn == last.lsn ? seq == last.seq + 1 : seq == 0
    if !follows, problems.count < 5 { problems.append("\(lsn)/\(seq) after \(last)") }
    last = (lsn, seq)
    switch kind {
    case "insert": put(event, stream)
    case "update":
      if let before = event["before"] as? [String: Any], let old = oldKey(event, before) {
        let kept = rows[stream]?.removeValue(forKey: old)
        put(event, stream, over: kept)
      } else {
        put(event, stream, over: rows[stream]?[Self.text(event["key"])])
      }
    case "delete": rows[stream]?.removeValue(forKey: Self.text(event["key"]))
    case "truncate": rows[stream] = [:]
    default: problems.append("unknown event \(kind)")
    }
  }

  /// The old row's key, of the columns that make the new one.
  private func oldKey(_ event: [String: Any], _ before: [String: Any]) -> String? {
    guard let key = event["key"] as? [String: Any] else { return nil }
    var old: [String: Any] = [:]
    for name in key.keys {
      guard let value = before[name] else { return nil }
      old[name] = value
    }
    return Self.text(old)
  }

  private mutating func put(
    _ event: [String: Any], _ stream: String, over old: [String: Any]? = nil
  ) {
    let data = event["data"] as? [String: Any] ?? [:]
    rows[stream, default: [:]][Self.text(event["key"])] = (old ?? [:]).merging(data) { $1 }
  }

  private static func text(_ value: Any?) -> String {
    guard let value, !(value is NSNull),
      let data = try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys])
    else { return "null" }
    return String(decoding: data, as: UTF8.self)
  }

  private static func position(_ text: String) -> UInt64? {
    let parts = text.split(separator: "/")
    guard parts.count == 2, let high = UInt64(parts[0], radix: 16),
      let low = UInt64(parts[1], radix: 16)
    else { return nil }
    return high << 32 | low
  }

  /// The rows of a stream, each as sorted JSON, in order.
  package func lines(of stream: String) -> [String] {
    (rows[stream] ?? [:]).values.map { Self.text($0) }.sorted()
  }
}
