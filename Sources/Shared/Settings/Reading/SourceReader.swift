import Diagnostics
import Postgres

/// Reads `source.config`.
enum SourceReader {
  static func settings(_ fields: Fields?) -> SourceSettings {
    var result = SourceSettings()
    guard let fields else { return result }
    result.host = fields.text("host")
    result.port = fields.integer("port").map { String($0) }
    result.database = fields.text("database")
    result.user = fields.text("user")
    result.password = fields.text("password").map { Secret($0) }
    if let schema = fields.text("schema") { result.schema = Identifier(schema) }
    result.slotName = fields.text("slot_name")
    result.streamSnapshot = fields.boolean("stream_snapshot") ?? result.streamSnapshot
    result.snapshotBatchSize = fields.integer("snapshot_batch_size") ?? result.snapshotBatchSize
    result.snapshotWorkers = fields.integer("snapshot_workers") ?? result.snapshotWorkers
    result.sslRequired = fields.boolean("ssl_required")
    result.sslmode = fields.text("sslmode")
    result.sslrootcert = fields.text("sslrootcert")
    result.sslcert = fields.text("sslcert")
    result.sslkey = fields.text("sslkey")
    result.connectTimeout = fields.duration("connect_timeout") ?? result.connectTimeout
    result.stallTimeout = fields.duration("stall_timeout") ?? result.stallTimeout
    result.publication = fields.text("publication")
    result.plugin = fields.choice("plugin", Plugin.self) ?? result.plugin
    result.streaming = fields.boolean("streaming") ?? result.streaming
    result.onOverflow = fields.choice("on_overflow", OverflowPolicy.self) ?? result.onOverflow
    result.onMissingKey =
      fields.choice("on_missing_key", MissingKeyPolicy.self) ?? result.onMissingKey
    result.onInvalidText =
      fields.choice("on_invalid_text", InvalidTextPolicy.self) ?? result.onInvalidText
    result.onPartitionChange =
      fields.choice("on_partition_change", PartitionChangePolicy.self) ?? result.onPartitionChange
    result.failover = fields.boolean("failover") ?? result.failover
    return result
  }
}
