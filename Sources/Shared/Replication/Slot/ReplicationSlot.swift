package import Postgres

/// One row of `pg_replication_slots`; what the server's version does not have is nil.
package struct ReplicationSlot: Sendable {
  package var name = ""
  package var type = "logical"
  package var plugin: String?
  package var database: String?
  package var isActive = false
  package var activePID: Int?
  /// Application and role of the session that holds it.
  package var holder = ""
  package var holderAddress: String?
  /// When that session began, as the server writes it.
  package var heldSince: String?
  package var isTemporary = false
  package var walStatus: String?
  package var safeWALSize: Int?
  package var isTwoPhase = false
  /// Invalidated by a conflict on a standby (from 16).
  package var isConflicting = false
  /// From 17.
  package var invalidationReason: String?
  package var inactiveSince: String?
  /// Which right shows more of who reads it; nil where nothing is hidden.
  package var hidden: String?
  /// How long it has been inactive (from 17).
  package var inactiveSeconds: Int?
  package var isFailover: Bool?
  package var isSynced = false
  package var restart: LSN?
  package var confirmed: LSN?
  /// Transactions since the oldest catalog row it needs.
  package var catalogAge: Int?
  package var retainedBytes: Int?
  package var lagBytes: Int?
  /// How old the newest confirmed change was when it was confirmed; nil where nobody reads, where
  /// nothing came lately, and where this role may not see it.
  package var lagSeconds: Double?

  /// An empty row.
  package init() {}

  /// Whether it can never deliver again.
  package var isLost: Bool { walStatus == "lost" || invalidationReason != nil || isConflicting }

  /// Who holds it, like `pid 7, application blink-run, role cdc`; empty where nobody does.
  package var holderWords: String {
    let pid = activePID.map { "pid \($0)" }
    return [pid, holder.isEmpty ? nil : holder].compactMap { $0 }.joined(separator: ", ")
  }
}
