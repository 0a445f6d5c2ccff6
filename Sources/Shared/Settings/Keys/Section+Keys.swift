extension Section {
  /// Its keys, in the order of the reference page.
  var keys: [Key] {
    switch self {
    case .file:
      [
        Key(
          "service", .mapping(.service),
          "The pipeline and, in Blink's documented layout, its streams."),
        Key(required: "source", .mapping(.source), "Where changes come from."),
        Key("sink", .mapping(.sink), default: "stdout", "Where events go."),
        Key("doctor", .mapping(.doctor), "Findings of doctor that are accepted."),
        Key(
          "dead_letter", .mapping(.deadLetter), "A file for values that cannot be represented."),
      ]
    case .service:
      [
        Key("id", .text, "Number of the pipeline."),
        Key("pipeline_id", .text, "The same number, as upstream Blink spells it."),
        Key("stream_schema", Self.streams, "The tables to stream; here or under source."),
      ]
    case .source:
      [
        Key(required: "driver", .choice(["postgres_cdc"]), "The only driver."),
        Key(required: "config", .mapping(.sourceConfig), "The database, see below."),
        Key("stream_schema", Self.streams, "The tables to stream (Blink from 1.7)."),
      ]
    case .stream:
      [
        Key(required: "stream", .streamName, "`table` or `schema.table`, byte for byte."),
        Key(
          required: "columns", .list(of: .mapping(.column), atLeast: 1),
          "The columns that events hold, in order."),
      ]
    case .column:
      [
        Key(required: "name", .columnName, "The column's name, byte for byte."),
        Key(required: "databrewType", .databrewType, "What the value becomes."),
        Key("nativeConnectorType", .text, "PostgreSQL's type, compared by doctor."),
        Key("pk", .boolean, default: "false", "Whether the column belongs to the event's key."),
        Key("nullable", .boolean, default: "true", "Whether the column can be NULL."),
        Key("columns", .list(of: .mapping(.column)), "Members of a JSON column; not used."),
      ]
    case .sourceConfig: Self.connection + Self.reading
    case .sink:
      [
        Key(
          "driver",
          .choice(
            of: SinkSettings.Driver.self,
            notBuilt: [
              "kafka", "websocket", "mongodb", "nats", "rabbitmq", "redis", "clickhouse",
            ]), default: "stdout", "Kind of sink."),
        Key(
          "config",
          .variant(
            of: "driver",
            [
              ("stdout", .sinkConfig), ("file", .fileSinkConfig),
              ("postgres", .postgresSinkConfig),
            ]), "Its settings."),
      ]
    case .sinkConfig: Self.format
    case .fileSinkConfig:
      Self.format + [
        Key("path", .path, "File."),
        Key("rotate_bytes", .integer(1...1_000_000_000_000), "Size of a file."),
        Key("rotate_seconds", .integer(1...1_000_000_000), "Age of a file."),
        Key("compression", .text, "Compression."),
      ]
    case .postgresSinkConfig:
      Self.format + [
        Key("host", .text, "Target host."), Key("port", .port, default: "5432", "Target port."),
        Key("database", .text, "Target database."), Key("user", .text, "Target role."),
        Key("password", .text, "Its password."),
        Key("schema", .identifier, "Target schema."),
        Key("ssl_required", .boolean, "TLS to the target."),
        Key("stream_prefix", .text, "Put before table names."),
      ]
    case .encoding:
      [
        Key(
          "int64", .choice(of: SinkSettings.Int64Encoding.self), default: "number",
          "64-bit integers as numbers or strings."),
        Key(
          "temporal", .choice(of: SinkSettings.TemporalEncoding.self), default: "postgres",
          "Form of timestamps."),
      ]
    case .doctor:
      [
        Key("ignore", .list(of: .textOr(.ignored)), "`ID`, `\"ID:subject\"` or a mapping.")
      ]
    case .ignored:
      [
        Key(required: "id", .text, "The finding's id."),
        Key("subject", .text, "Its subject; every subject where left out."),
        Key("until", .date, "Last day."),
      ]
    case .deadLetter: [Key(required: "path", .path, "The file.")]
    }
  }

  private static let streams = ValueKind.list(of: .mapping(.stream), atLeast: 1)

  /// The connection, in `source.config`.
  private static let connection = [
    Key("host", .text, default: "PGHOST", "Host name, address, or directory of a unix socket."),
    Key("port", .port, default: "5432", "Port."),
    Key("database", .text, default: "PGDATABASE", "Database."),
    Key("user", .text, default: "PGUSER", "Role."),
    Key("password", .text, default: "PGPASSWORD", "Password; better left to the environment."),
    Key("ssl_required", .boolean, "`true` means `sslmode: require`."),
    Key(
      "sslmode",
      .choice(["disable", "allow", "prefer", "require", "verify-ca", "verify-full"]),
      default: "see TLS",
      "As libpq's; off-host at least `require`."),
    Key("sslrootcert", .path, "CA certificates; means `verify-full`."),
    Key("sslcert", .path, "Client certificate."),
    Key("sslkey", .path, "Its key."),
    Key("connect_timeout", .duration, default: "10s", "For each host."),
  ]

  /// What is read over it, and how.
  private static let reading = [
    Key(
      "schema", .identifier, default: "public", "Schema of streams that are written without one."),
    Key("slot_name", .slotName, default: "generated once", "Replication slot."),
    Key("publication", .identifier, default: "the slot's name", "Publication."),
    Key("plugin", .choice(of: Plugin.self), default: "auto", "Output plugin."),
    Key(
      "streaming", .boolean, default: "false",
      "Whether large transactions are sent while they run (14+): the server spills less of them and"
        + " the end comes sooner after the commit; each waits in a file of the state directory."),
    Key("stream_snapshot", .boolean, default: "false", "Whether existing rows come first."),
    Key(
      "snapshot_batch_size", .integer(1...10_000_000), default: "5000",
      "Rows held between source and sink, for each snapshot worker; memory follows it."),
    Key("snapshot_workers", .integer(1...64), default: "1", "Tables copied at the same time."),
    Key(
      "stall_timeout", .duration, default: "60s", "A sink without progress for so long is let go."),
    Key(
      "on_overflow", .choice(of: OverflowPolicy.self), default: "error",
      "A value its type cannot hold."),
    Key("failover", .boolean, default: "false", "Whether the slot follows a failover (17+)."),
  ]

  /// What every sink has.
  private static let format = [
    Key("format", .choice(of: SinkSettings.Format.self), default: "envelope", "Shape of an event."),
    Key("encoding", .mapping(.encoding), "How some values are written."),
  ]
}
