package import Diagnostics
package import Postgres

/// `source.config`: the database, and how it is read (docs/reference/configuration.md).
package struct SourceSettings: Sendable {
  /// What the file leaves out or leaves empty is nil: libpq's environment decides.
  package var host, port, database, user: String?
  package var password: Secret?
  /// The schema of streams that are written without one.
  package var schema = Identifier("public")
  package var slotName: String?
  package var streamSnapshot = false
  /// Rows held between source and sink, for each snapshot worker.
  package var snapshotBatchSize = 5000
  package var snapshotWorkers = 1
  package var sslRequired: Bool?
  package var sslmode, sslrootcert, sslcert, sslkey: String?
  package var connectTimeout = Duration.seconds(10)
  package var publication: String?
  package var plugin = Plugin.auto
  /// Whether the server sends large transactions while they run (14+).
  package var streaming = false
  /// Without progress of the sink for this long, the connection is given up and made again.
  package var stallTimeout = Duration.seconds(60)
  package var onOverflow = OverflowPolicy.error
  package var onMissingKey = MissingKeyPolicy.error
  package var onInvalidText = InvalidTextPolicy.error
  package var onPartitionChange = PartitionChangePolicy.warn
  package var failover = false

  /// The defaults.
  package init() {}

  /// What to connect to, before the transport rules are applied.
  package var connectionParameters: ConnectionParameters {
    var parameters = ConnectionParameters()
    parameters.set("host", host)
    parameters.set("port", port)
    parameters.set("dbname", database)
    parameters.set("user", user)
    parameters.set(password: password)
    parameters.set("sslrootcert", sslrootcert)
    parameters.set("sslcert", sslcert)
    parameters.set("sslkey", sslkey)
    // libpq counts whole seconds, and takes 0 as forever.
    let parts = connectTimeout.components
    parameters.set("connect_timeout", "\(parts.seconds + (parts.attoseconds > 0 ? 1 : 0))")
    // A root certificate asks for more than `ssl_required: true` does.
    parameters.set(
      "sslmode", sslmode ?? (sslRequired == true && sslrootcert == nil ? "require" : nil))
    return parameters
  }
}
