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
  /// Whether the connection to the server is a socket or loopback.
  package var isLocal = true
  package var sslmode: String?
  /// The file with the trusted certificates, if one is configured.
  package var rootCertificate: String?
  package var provider = Provider.selfManaged
  package var providerEvidence = ""

  // What is configured.
  package var configuration: Configuration?
  /// The streams as the file has them, where the configuration has names that were followed.
  package var written: [StreamSettings]?
  /// The names that the file has yet to follow.
  package var followed: [FollowedName] = []
  /// The slot and publication that will be used.
  package var slot: String?
  package var publicationName: String?
  /// What earlier runs left behind; nil for nothing.
  package var state: PipelineState?
  /// Where the sink ends, if it keeps its own position; nil if it does not, or has none.
  package var sinkPosition: LSN?
  /// Why the sink could not be queried.
  package var sinkRefusal: Reason?
  /// What a start would do; nil if that cannot be judged.
  package var plan: StartPlan?
  package var options = FactOptions()
  /// The day, `YYYY-MM-DD`, by this machine's clock; nil if nothing was gathered.
  package var today: String?

  // Why facts are missing.
  /// Why no session could be opened; nil if one was.
  package var connectionError: ConnectionError?
  /// Why no replication session could be opened.
  package var replicationError: ConnectionError?
  /// Why the facts could not be read although a session was open.
  package var readError: ServerError?
  /// The families of facts that are not available.
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
  /// The tables that it leaves out of all tables (from 19).
  package var excepted: [QualifiedName] = []
  package var tables: [QualifiedName: Table] = [:]
  /// The tables of the state and of the file by OID, with their publication; nil if not looked at.
  package var look: CatalogLook?
  /// What the server reports of each configured table, also of a missing one.
  package var streams: [QualifiedName: StreamFacts] = [:]
  /// The tables under each configured one whose changes are in the WAL; itself if it has rows.
  package var leaves: [QualifiedName: [Leaf]] = [:]
  /// Columns whose large values are omitted by an UPDATE that does not change them.
  package var toast: [QualifiedName: [Identifier]] = [:]
  package var collisions: [NameCollision] = []

  /// Nothing known.
  package init() {}

  /// A setting's value; nil if it does not exist or is hidden.
  package func setting(_ name: String) -> String? { server.settings[name]?.value }
  /// The configured slot's row.
  package var ownSlot: ReplicationSlot? { slot.flatMap { name in slots.first { $0.name == name } } }
  /// Whether the snapshot is configured and has yet to be taken.
  package var wantsSnapshot: Bool {
    if let plan, plan.start != nil { return plan.takesSnapshot }
    return (configuration?.source.streamSnapshot ?? false) && ownSlot == nil
  }
  /// Whether blink-run would create a slot: for the stream, or to copy streams that were added.
  package var createsSlot: Bool {
    if let plan, plan.start != nil { return plan.createsSlot }
    return configuration != nil && ownSlot == nil
  }
  /// Whether blink-run would create the publication.
  package var wouldPublish: Bool {
    if let plan, plan.start != nil, plan.publication.isKept { return false }
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
