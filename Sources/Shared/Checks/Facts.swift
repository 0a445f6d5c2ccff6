package import Catalog
package import Postgres
package import Settings

/// Everything the checks read; gathered once (architecture.md, rule 3).
package struct Facts: Sendable {
  /// A leaf table and how its old rows are named.
  package struct Leaf: Sendable {
    package var table: QualifiedName
    /// `full`, `key`, `index`, or what is missing.
    package var identity: String
  }

  /// A transaction that a new slot has to wait for.
  package struct Blocker: Sendable {
    package var description: String
    /// Of a prepared transaction.
    package var gid: String?
    package var database: String
  }

  package var host = ""
  package var port = ""
  /// Whether the way to the server is a socket or loopback.
  package var isLocal = true
  package var sslmode: String?
  package var provider = Provider.selfManaged
  package var providerEvidence = ""
  package var configuration: Configuration?
  /// The slot and publication that will be used.
  package var slot: String?
  package var publicationName: String?
  /// Why no session could be opened; nil where one was.
  package var connectionError: ConnectionError?
  /// Why no replication session could be opened.
  package var replicationError: ConnectionError?
  /// Why the facts could not be read although a session was open.
  package var readError: ServerError?
  package var server = ServerFacts()
  package var slots: [SlotRow] = []
  package var publication: PublicationFacts?
  package var tables: [QualifiedName: Table] = [:]
  package var hiddenRows: Set<QualifiedName> = []
  package var suggestions: [QualifiedName: [String]] = [:]
  /// The leaves of each configured table.
  package var leaves: [QualifiedName: [Leaf]] = [:]
  package var blockers: [Blocker] = []

  /// Nothing known.
  package init() {}

  /// The configured slot's row.
  package var ownSlot: SlotRow? { slot.flatMap { name in slots.first { $0.name == name } } }
  /// Whether the snapshot is wanted and still to be taken.
  package var wantsSnapshot: Bool {
    (configuration?.source.streamSnapshot ?? false) && ownSlot == nil
  }
  /// Whether blink-run would make the publication.
  package var wouldPublish: Bool { configuration != nil && publication == nil }
}
