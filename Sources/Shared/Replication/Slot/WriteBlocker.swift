/// A transaction that a new slot has to wait for.
package struct WriteBlocker: Sendable {
  package var description: String
  /// Of a prepared transaction.
  package var gid: String?
  package var database: String
  package var pid: Int?
  package var role: String?
  package var state: String?
  /// Seconds since it began.
  package var seconds: Int?
  /// Seconds since its last statement began.
  package var querySeconds: Int?
  /// What it runs, or ran last; nil where this role may not see it.
  package var query: String?

  /// Makes a blocker.
  package init(description: String, gid: String? = nil, database: String, pid: Int? = nil) {
    self.description = description
    self.gid = gid
    self.database = database
    self.pid = pid
  }
}
