extension Section {
  /// Its keys, in the order of the reference page.
  var keys: [Key] { Self.declarations[self] ?? [] }

  private static let declarations = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0, $0.declaration) })

  private static let sinkDefaults = SinkSettings()

  private var declaration: [Key] {
    switch self {
    case .file:
      [
        Key(
          "service", .mapping(.service),
          "The pipeline and, in Blink's documented layout, its streams."),
        Key(required: "source", .mapping(.source), "Where changes come from."),
        Key("sink", .mapping(.sink), default: .value(Self.sinkDefaults.driver), "Where events go."),
        Key("doctor", .mapping(.doctor), "Findings of doctor that are accepted."),
        Key(
          "dead_letter", .mapping(.deadLetter), "A file for events that the sink refuses."),
        Key("processors", .anything, "Upstream Blink's processors.", Self.changesEvents),
        Key("secrets", .anything, "Upstream Blink's secret stores.", Self.changesEvents),
      ]
    case .service:
      [
        Key("id", .text, "Number of the pipeline."),
        Key("pipeline_id", .text, "The same number, as upstream Blink spells it."),
        Key("stream_schema", Self.streams, "The tables to stream; here or under source."),
      ]
    case .source:
      [
        Key(required: "driver", .oneOf("postgres_cdc"), "The only driver."),
        Key(required: "config", .mapping(.sourceConfig), "The database, see below."),
        Key(
          "stream_schema", Self.streams,
          "The tables to stream, as upstream Blink from 1.7 has them."),
      ]
    case .stream:
      [
        Key(required: "stream", .streamName, "`table` or `schema.table`, byte for byte."),
        Key(
          required: "columns", .list(of: .mapping(.column), atLeast: 1),
          "The columns that events hold, in order."),
        Key(
          "where", .text, "Condition on the rows that are streamed (15+).",
          .notBuilt(advice: "without it all rows would be sent; remove the key to run without it")),
      ]
    case .column:
      [
        Key(required: "name", .columnName, "The column's name, byte for byte."),
        Key(required: "databrewType", .databrewType, "What the value becomes."),
        Key("nativeConnectorType", .text, "PostgreSQL's type, compared by doctor."),
        Key(
          "pk", .boolean, default: .value(false), "Whether the column belongs to the event's key."),
        Key("nullable", .boolean, default: .value(true), "Whether the column can be NULL."),
        Key("columns", .list(of: .mapping(.column)), "Members of a JSON column; not used."),
      ]
    case .sourceConfig: Self.connectionKeys + Self.readingKeys
    case .sink:
      [
        Key(
          "driver",
          .choice(
            of: SinkSettings.Driver.self,
            planned: [
              "kafka", "nats", "redis", "rabbitmq", "http", "clickhouse", "mongodb", "websocket",
              "s3",
            ]), default: .value(Self.sinkDefaults.driver), "Kind of sink."),
        Key(
          "config",
          .variant(
            of: "driver",
            [
              ("stdout", .sinkConfig), ("file", .fileSinkConfig),
              ("postgres", .postgresSinkConfig),
            ]), "Its settings."),
      ]
    case .sinkConfig:
      Self.everySink + [
        Key(
          "ack", .oneOf("stdin"), "What the reader has answered for counts as durable.",
          .notBuilt(advice: "what was written to standard output counts as delivered"))
      ]
    case .fileSinkConfig:
      Self.everySink + [
        Key(
          required: "path", .path,
          "The file, relative to the configuration; `{database}`, `{schema}`, `{table}` and `{date}`"
            + " (of the commit, in UTC) are replaced."),
        Key(
          "rotate_bytes", .integer(1...1_000_000_000_000), default: .words("never"),
          "A file is finished before it grows larger than so many bytes."),
        Key(
          "rotate_seconds", .integer(1...1_000_000_000), default: .words("never"),
          "A file is finished so many seconds after its creation."),
        Key(
          "compression", .choice(of: FileSinkSettings.Compression.self),
          default: .value(FileSinkSettings.Compression.none),
          "What finished files are compressed with."),
      ]
    case .postgresSinkConfig:
      Self.everySink + [
        Key("host", .text, "Target host."),
        Key("port", .port, default: .value(5432), "Target port."),
        Key("database", .text, "Target database."), Key("user", .text, "Target role."),
        Key("password", .text, "Its password."),
        Key("schema", .identifier, "Target schema."),
        Key("ssl_required", .boolean, "TLS to the target."),
        Key("stream_prefix", .text, "Put before table names."),
        Key("ddl", .oneOf("create", "check", "none"), "What becomes of the target's tables."),
      ]
    case .encoding:
      [
        Key(
          "int64", .choice(of: SinkSettings.Int64Encoding.self),
          default: .value(Self.sinkDefaults.int64),
          "64-bit integers as numbers or strings."),
        Key(
          "temporal", .choice(of: SinkSettings.TemporalEncoding.self),
          default: .value(Self.sinkDefaults.temporal),
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
    case .deadLetter:
      [
        Key(
          required: "path", .path,
          "The file, relative to the configuration; one JSON object a line.")
      ]
    }
  }

  private static let streams = ValueKind.list(of: .mapping(.stream), atLeast: 1)

  /// What every sink has.
  private static let everySink = [
    Key(
      "format",
      .choice(of: SinkSettings.Format.self, planned: ["debezium", "flat", "cloudevents"]),
      default: .value(sinkDefaults.format), "Shape of an event."),
    Key("encoding", .mapping(.encoding), "How some values are written."),
    Key(
      "on_poison", .choice(of: SinkSettings.PoisonPolicy.self),
      default: .value(sinkDefaults.onPoison),
      "An event that the target permanently refuses: stop, or write it to the dead letter file and continue."
    ),
  ]

  /// Ignoring these would send other events than the file asks for.
  private static let changesEvents = Availability.notBuilt(
    advice: "without it other events would be sent; remove the key to run without it")
}
