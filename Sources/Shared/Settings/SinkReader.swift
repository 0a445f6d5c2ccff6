import Diagnostics
import YAML

/// Reads `sink`.
struct SinkReader {
  let collector: Collector
  private static let upstream = [
    "kafka", "websocket", "mongodb", "nats", "rabbitmq", "redis", "clickhouse",
  ]

  func settings(_ node: Node?) -> SinkSettings {
    var result = SinkSettings()
    guard let node, !node.isNull else { return result }
    let keys = collector.mapping(node, "sink", KeyTables.sink)
    if let driver = keys["driver"], let text = collector.text(driver, "sink.driver") {
      if Self.upstream.contains(text) {
        collector.error(
          "not-built", "sink.driver", driver, "sink.driver: \(text) is not built yet",
          hint: "built: stdout")
      } else if let value = collector.choice(driver, "sink.driver", SinkSettings.Driver.self) {
        result.driver = value
      }
    }
    guard let config = keys["config"] else { return result }
    let known =
      KeyTables.sinkConfig
      + (result.driver == .file ? KeyTables.fileSink : [])
      + (result.driver == .postgres ? KeyTables.postgresSink : [])
    let settings = collector.mapping(config, "sink.config", known)
    if let format = settings["format"] {
      result.format =
        collector.choice(format, "sink.config.format", SinkSettings.Format.self) ?? .envelope
    }
    if let encoding = settings["encoding"] {
      let path = "sink.config.encoding"
      let keys = collector.mapping(encoding, path, KeyTables.encoding)
      if let node = keys["int64"] {
        result.int64 =
          collector.choice(node, "\(path).int64", SinkSettings.Int64Encoding.self) ?? .number
      }
      if let node = keys["temporal"] {
        result.temporal =
          collector.choice(node, "\(path).temporal", SinkSettings.TemporalEncoding.self)
          ?? .postgres
      }
    }
    return result
  }
}
