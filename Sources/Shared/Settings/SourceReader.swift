import Diagnostics
import Postgres
import YAML

/// Reads `source.config`.
struct SourceReader {
  let collector: Collector
  private static let path = "source.config"

  func settings(_ node: Node?, _ source: Node) -> SourceSettings {
    var result = SourceSettings()
    guard let node else {
      collector.error("missing-key", Self.path, source, "source.config: the key is missing")
      return result
    }
    let keys = collector.mapping(node, Self.path, KeyTables.sourceConfig)
    func text(_ key: String) -> String? {
      guard let text = keys[key].flatMap({ collector.text($0, "\(Self.path).\(key)") }),
        !text.isEmpty
      else { return nil }
      return text
    }
    func integer(_ key: String, _ range: ClosedRange<Int>) -> Int? {
      keys[key].flatMap { node in
        // An empty substitution leaves the port to libpq, as an absent key does.
        if case .scalar(let raw, _) = node.value, key == "port", !raw.isEmpty {
          let (value, missing) = Substitution.expand(raw, collector.environment.value)
          if value.isEmpty, missing.isEmpty { return nil }
        }
        return collector.integer(node, "\(Self.path).\(key)", in: range)
      }
    }
    func boolean(_ key: String) -> Bool? {
      keys[key].flatMap { collector.boolean($0, "\(Self.path).\(key)") }
    }
    result.host = text("host")
    result.port = integer("port", 1...65_535).map { String($0) }
    result.database = text("database")
    result.user = text("user")
    result.password = text("password").map { Secret($0) }
    if let schema = text("schema") { result.schema = Identifier(schema) }
    result.slotName = slotName(keys["slot_name"])
    result.streamSnapshot = boolean("stream_snapshot") ?? result.streamSnapshot
    result.snapshotBatchSize =
      integer("snapshot_batch_size", 1...10_000_000) ?? result.snapshotBatchSize
    result.snapshotWorkers = integer("snapshot_workers", 1...64) ?? result.snapshotWorkers
    result.sslRequired = boolean("ssl_required")
    result.sslmode =
      keys["sslmode"].flatMap { node in
        collector.choice(node, "\(Self.path).sslmode", SSLMode.self)
      }?.rawValue
    result.sslrootcert = text("sslrootcert")
    result.sslcert = text("sslcert")
    result.sslkey = text("sslkey")
    if let node = keys["connect_timeout"],
      let value = collector.duration(node, "\(Self.path).connect_timeout")
    {
      result.connectTimeout = value
    }
    if let node = keys["stall_timeout"],
      let value = collector.duration(node, "\(Self.path).stall_timeout")
    {
      result.stallTimeout = value
    }
    result.publication = publication(keys["publication"])
    if let node = keys["plugin"] {
      result.plugin = collector.choice(node, "\(Self.path).plugin", Plugin.self) ?? .auto
    }
    if let node = keys["on_overflow"] {
      result.onOverflow =
        collector.choice(node, "\(Self.path).on_overflow", OverflowPolicy.self) ?? .error
    }
    result.failover = boolean("failover") ?? false
    return result
  }

  /// libpq's modes.
  private enum SSLMode: String, CaseIterable {
    case disable, allow, prefer, require
    case verifyCA = "verify-ca"
    case verifyFull = "verify-full"
  }

  private func slotName(_ node: Node?) -> String? {
    guard let node, let text = collector.text(node, "\(Self.path).slot_name"), !text.isEmpty else {
      return nil
    }
    let isValid =
      text.utf8.count <= 63
      && text.utf8.allSatisfy { byte in
        (97...122).contains(byte) || (48...57).contains(byte) || byte == 95
      }
    if isValid { return text }
    collector.error(
      "slot-name-valid", "\(Self.path).slot_name", node,
      "\(Self.path).slot_name: `\(text)` is not a slot name",
      hint: "a to z, 0 to 9 and _ are allowed, at most 63 bytes")
    return nil
  }

  private func publication(_ node: Node?) -> String? {
    guard let node, let text = collector.text(node, "\(Self.path).publication"), !text.isEmpty
    else { return nil }
    if text.utf8.count <= 63 { return text }
    collector.error(
      "name-length", "\(Self.path).publication", node,
      "\(Self.path).publication: longer than 63 bytes; PostgreSQL would cut it")
    return nil
  }
}
