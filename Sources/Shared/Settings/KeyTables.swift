/// The keys of the configuration file, declared once: the reader, its hints and the reference
/// page come from here.
package enum KeyTables {
  package struct Key: Sendable {
    package var name: String
    package var kind: String
    package var standard: String
    package var meaning: String

    init(_ name: String, _ kind: String, _ standard: String, _ meaning: String) {
      self.name = name
      self.kind = kind
      self.standard = standard
      self.meaning = meaning
    }
  }

  package static let root = [
    Key("service", "mapping", "", "The pipeline and, in the seed's layout, its streams."),
    Key("source", "mapping", "required", "Where changes come from."),
    Key("sink", "mapping", "stdout", "Where events go."),
    Key("doctor", "mapping", "", "Findings of doctor that are accepted."),
    Key("dead_letter", "mapping", "", "A file for values that cannot be represented."),
  ]
  package static let service = [
    Key("id", "integer or text", "", "Number of the pipeline (seed)."),
    Key("pipeline_id", "integer or text", "", "The same number, as upstream Blink spells it."),
    Key("stream_schema", "list of streams", "", "The tables to stream; here or under source."),
  ]
  package static let source = [
    Key("driver", "postgres_cdc", "required", "The only driver."),
    Key("config", "mapping", "required", "The database, see below."),
    Key("stream_schema", "list of streams", "", "The tables to stream (Blink from 1.7)."),
  ]
  package static let stream = [
    Key("stream", "text", "required", "`table` or `schema.table`, byte for byte."),
    Key("columns", "list of columns", "required", "The columns that events hold, in order."),
  ]
  package static let column = [
    Key("name", "text", "required", "The column's name, byte for byte."),
    Key("databrewType", "a databrewType", "required", "What the value becomes."),
    Key("nativeConnectorType", "text", "", "PostgreSQL's type, compared by doctor."),
    Key("pk", "boolean", "false", "Whether the column belongs to the event's key."),
    Key("nullable", "boolean", "true", "Whether the column can be NULL."),
    Key("columns", "list of columns", "", "Members of a JSON column; not used."),
  ]
  package static let sourceConfig = [
    Key("host", "text", "PGHOST", "Host name, address, or directory of a unix socket."),
    Key("port", "port", "5432", "Port."),
    Key("database", "text", "PGDATABASE", "Database."),
    Key("user", "text", "PGUSER", "Role."),
    Key("password", "text", "PGPASSWORD", "Password; better left to the environment."),
    Key("schema", "text", "public", "Schema of streams that are written without one."),
    Key("slot_name", "slot name", "generated once", "Replication slot."),
    Key("stream_snapshot", "boolean", "false", "Whether existing rows come first."),
    Key(
      "snapshot_batch_size", "integer", "5000",
      "Rows held between source and sink, for each snapshot worker; memory follows it."),
    Key("snapshot_workers", "integer", "1", "Tables copied at the same time."),
    Key("ssl_required", "boolean", "", "`true` means `sslmode: require`."),
    Key("sslmode", "sslmode", "see TLS", "As libpq's; off-host at least `require`."),
    Key("sslrootcert", "path", "", "CA certificates; means `verify-full`."),
    Key("sslcert", "path", "", "Client certificate."),
    Key("sslkey", "path", "", "Its key."),
    Key("connect_timeout", "duration", "10s", "For each host."),
    Key("publication", "text", "the slot's name", "Publication."),
    Key("plugin", "auto, pgoutput, test_decoding, wal2json", "auto", "Output plugin."),
    Key("stall_timeout", "duration", "60s", "A sink without progress for so long is let go."),
    Key("on_overflow", "error, null, string", "error", "A value its type cannot hold."),
    Key("failover", "boolean", "false", "Whether the slot follows a failover (17+)."),
  ]
  package static let sink = [
    Key("driver", "stdout, file, postgres", "stdout", "Kind of sink."),
    Key("config", "mapping", "", "Its settings."),
  ]
  package static let sinkConfig = [
    Key("format", "envelope, blink", "envelope", "Shape of an event."),
    Key("encoding", "mapping", "", "`int64: number|string`, `temporal: postgres|rfc3339`."),
  ]
  package static let fileSink = [
    Key("path", "path", "", "File."), Key("rotate_bytes", "integer", "", "Size of a file."),
    Key("rotate_seconds", "integer", "", "Age of a file."),
    Key("compression", "text", "", "Compression."),
  ]
  package static let postgresSink = [
    Key("host", "text", "", "Target host."), Key("port", "port", "5432", "Target port."),
    Key("database", "text", "", "Target database."), Key("user", "text", "", "Target role."),
    Key("password", "text", "", "Its password."), Key("schema", "text", "", "Target schema."),
    Key("ssl_required", "boolean", "", "TLS to the target."),
    Key("stream_prefix", "text", "", "Put before table names."),
  ]
  package static let encoding = [
    Key("int64", "number, string", "number", "64-bit integers as numbers or strings."),
    Key("temporal", "postgres, rfc3339", "postgres", "Form of timestamps."),
  ]
  package static let doctor = [
    Key("ignore", "list", "", "`ID`, `\"ID:subject\"` or `{id, subject, until}`.")
  ]
  package static let ignored = [
    Key("id", "text", "required", "The finding's id."),
    Key("subject", "text", "", "Its subject; every subject where left out."),
    Key("until", "date", "", "Last day, YYYY-MM-DD."),
  ]
  package static let deadLetter = [Key("path", "path", "required", "The file.")]

  /// Keys of upstream Blink without meaning here: accepted with a warning.
  static let withoutMeaning: Set<String> = [
    "reload_on_restart", "enable_influx", "influx", "etcd", "enable_etcd_registry",
    "offset_storage_uri", "tables", "tables_schema", "snapshot_memory_safety_factor",
  ]
  /// Keys of upstream Blink that would change what is sent, so ignoring them would be wrong.
  static let refused: Set<String> = ["processors", "secrets"]
}
