package import Catalog
package import Postgres
package import Replication
package import Settings
package import Start

/// Everything the checks read; gathered once (docs/explanation/architecture.md).
package struct Facts: Sendable {
  // Where and as whom.
  package var host = ""
  package var port = ""
  /// Whether the way to the server is a socket or loopback.
  package var isLocal = true
  package var sslmode: String?
  /// The file with the certificates that are trusted, where one is written.
  package var rootCertificate: String?
  package var provider = Provider.selfManaged
  package var providerEvidence = ""

  // What is wanted.
  package var configuration: Configuration?
  /// The slot and publication that will be used.
  package var slot: String?
  package var publicationName: String?
  /// What earlier runs left behind; nil for nothing.
  package var state: PipelineState?
  /// Where the sink ends, if it keeps its own position; nil where it does not, or has none.
  package var sinkPosition: LSN?
  /// Why the sink could not be asked.
  package var sinkRefusal: Reason?
  /// What a start would do; nil where that cannot be judged.
  package var plan: StartPlan?
  package var options = FactOptions()
  /// The day, `YYYY-MM-DD`, by this machine's clock; nil where nothing was gathered.
  package var today: String?

  // Why there is less than everything.
  /// Why no session could be opened; nil where one was.
  package var connectionError: ConnectionError?
  /// Why no replication session could be opened.
  package var replicationError: ConnectionError?
  /// Why nothing more could be read although a session was open.
  package var readError: ServerError?
  /// The families of facts that could not be had.
  package var gaps: [FactFamily: FactGap] = [:]

  // The server.
  package var server = ServerFacts()
  /// The process that the session began with, as the protocol says.
  package var sessionPID = 0
  package var replication: ReplicationFacts?
  package var overrides: [SettingOverride] = []
  package var slots: [ReplicationSlot] = []
  package var senders: [SenderRow] = []
  package var gate: [StandbySlot] = []
  package var blockers: [WriteBlocker] = []
  package var wal = WALFacts()
  package var decoding: [DecodingStatistics] = []
  package var collations: [CollationDrift] = []
  package var accessLines: [AccessLine] = []
  package var probe: ProbeFacts?
  package var peek: PeekFacts?
  package var instances: InstanceFacts?

  // The publication and the tables.
  package var publication: Publication?
  package var tables: [QualifiedName: Table] = [:]
  /// What the statement over the streams says of each configured table, also of a missing one.
  package var streams: [QualifiedName: StreamFacts] = [:]
  /// The tables under each configured one that really write WAL; itself where it has rows.
  package var leaves: [QualifiedName: [Leaf]] = [:]
  /// Columns whose values an UPDATE that does not touch them leaves out, where they are large.
  package var toast: [QualifiedName: [Identifier]] = [:]
  package var collisions: [NameCollision] = []

  /// Nothing known.
  package init() {}

  /// A setting's value; nil where it is not there or hidden.
  package func setting(_ name: String) -> String? { server.settings[name]?.value }
  /// The configured slot's row.
  package var ownSlot: ReplicationSlot? { slot.flatMap { name in slots.first { $0.name == name } } }
  /// Whether the snapshot is wanted and still to be taken.
  package var wantsSnapshot: Bool {
    if let plan, plan.start != nil { return plan.takesSnapshot }
    return (configuration?.source.streamSnapshot ?? false) && ownSlot == nil
  }
  /// Whether blink-run would make the publication.
  package var wouldPublish: Bool {
    if let plan, plan.start != nil, plan.publication.statement == nil { return false }
    return configuration != nil && publication == nil
  }
  /// The output plugin that would be used.
  package var plugin: Plugin {
    let written = configuration?.source.plugin ?? .auto
    return written == .auto ? .pgoutput : written
  }
  /// Tables whose rows policies hide from this role.
  package var hiddenRows: Set<QualifiedName> {
    Set(streams.filter(\.value.hidesRows).keys)
  }
}
