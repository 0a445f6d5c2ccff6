/// One row of `pg_stat_replication`.
package struct SenderRow: Sendable {
  package var pid: Int
  package var user: String?
  package var application: String?
  package var state: String?
  /// `async`, `sync`, `quorum`, `potential`; nil if this role may not see it.
  package var syncState: String?

  /// Creates a row.
  package init(
    pid: Int, user: String? = nil, application: String? = nil, state: String? = nil,
    syncState: String? = nil
  ) {
    self.pid = pid
    self.user = user
    self.application = application
    self.state = state
    self.syncState = syncState
  }
}
