import Postgres

extension Section {
  private static let defaults = SourceSettings()

  /// The connection, in `source.config`.
  static let connectionKeys = [
    Key(
      "host", .text, default: .words("PGHOST"),
      "Host name, address, or directory of a unix socket."),
    Key("port", .port, default: .words("PGPORT, 5432"), "Port."),
    Key("database", .text, default: .words("PGDATABASE"), "Database."),
    Key("user", .text, default: .words("PGUSER"), "Role."),
    Key(
      "password", .text, default: .words("PGPASSWORD"),
      "Password; better left to the environment."),
    Key("ssl_required", .boolean, "`true` means `sslmode: require`."),
    Key(
      "sslmode",
      .oneOf("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
      default: .words("see TLS"), "As libpq's; off-host at least `require`."),
    Key("sslrootcert", .path, "CA certificates; means `verify-full`."),
    Key("sslcert", .path, "Client certificate."),
    Key("sslkey", .path, "Its key."),
    Key("connect_timeout", .duration, default: .value(defaults.connectTimeout), "For each host."),
  ]

  /// What is read over it, and how.
  static let readingKeys = [
    Key(
      "schema", .identifier, default: .value(defaults.schema.text),
      "Schema of streams that are written without one."),
    Key("slot_name", .slotName, default: .words("generated once"), "Replication slot."),
    Key("publication", .identifier, default: .words("the slot's name"), "Publication."),
    Key("plugin", .choice(of: Plugin.self), default: .value(defaults.plugin), "Output plugin."),
    Key(
      "streaming", .boolean, default: .value(defaults.streaming),
      "Whether large transactions are sent while they run (14+): the server spills less of them and"
        + " the end comes sooner after the commit; each waits in a file of the state directory."),
    Key(
      "stream_snapshot", .boolean, default: .value(defaults.streamSnapshot),
      "Whether existing rows come first."),
    Key(
      "snapshot_batch_size", .integer(1...10_000_000), default: .value(defaults.snapshotBatchSize),
      "Rows held between source and sink, for each snapshot worker; memory follows it."),
    Key(
      "snapshot_workers", .integer(1...64), default: .value(defaults.snapshotWorkers),
      "Tables copied at the same time."),
    Key(
      "stall_timeout", .duration, default: .value(defaults.stallTimeout),
      "Close and reopen the connection if the sink makes no progress for this long."),
    Key(
      "column_lists", .boolean, default: .value(false),
      "Whether the publication holds the file's columns only (15+).",
      .notBuilt(advice: "the publication holds whole rows")),
    Key(
      "on_overflow", .choice(of: OverflowPolicy.self), default: .value(defaults.onOverflow),
      "A value its type cannot hold."),
    Key(
      "on_missing_key", .choice(of: MissingKeyPolicy.self), default: .value(defaults.onMissingKey),
      "A change that does not say which row it is of: neither a whole key nor all of the replica"
        + " identity is in the event."),
    Key(
      "on_invalid_text", .choice(of: InvalidTextPolicy.self),
      default: .value(defaults.onInvalidText),
      "A text that is not valid UTF-8, which a database of encoding SQL_ASCII may have: `escape` writes"
        + " each byte that belongs to no character as `\\xNN`, `base64` the whole value in Base64."),
    Key(
      "on_partition_change", .choice(of: PartitionChangePolicy.self),
      default: .value(defaults.onPartitionChange),
      "A partition that is attached, detached or dropped while the stream runs: its rows come or go"
        + " without events. `stop` ends the run with 7."),
    Key(
      "failover", .boolean, default: .value(false),
      "Whether the slot follows a failover (17+).",
      .notBuilt(advice: "the slot would be lost in a failover although the file asks for it")),
  ]
}
