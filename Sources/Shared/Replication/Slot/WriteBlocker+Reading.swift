import Catalog
package import Postgres

extension WriteBlocker {
  /// Returns the statement that reads what a new slot would wait for.
  package static func statement(version: Int) -> Connection.Statement {
    Connection.Statement(Query.text(PackageResources.blockers_sql, version: version))
  }

  /// Returns the transactions in the rows of `statement`, the oldest first.
  ///
  /// - Parameter role: named in the advice where the server hides age and statement from it.
  package static func read(_ rows: Rows, role: Identifier) -> [WriteBlocker] {
    (0..<rows.count).map { blocker(rows, $0, role) }
  }

  private static func blocker(_ rows: Rows, _ row: Int, _ role: Identifier) -> WriteBlocker {
    let gid = rows[row: row, name: "gid"]
    let database = rows[row: row, name: "database"] ?? "?"
    let who =
      gid.map { "prepared transaction '\($0)'" } ?? "pid \(rows[row: row, name: "pid"] ?? "?")"
    let owner = rows[row: row, name: "role"].map { " of \($0)" } ?? ""
    let age =
      rows[row: row, name: "age"].map { ", open for \($0)" }
      ?? " (its age and statement are shown after GRANT pg_monitor TO \(role.quoted))"
    let query = rows[row: row, name: "query"]
    var blocker = WriteBlocker(
      description: "\(who)\(owner) in \(database)\(age)", gid: gid, database: database,
      pid: rows.int(row, "pid"))
    blocker.role = rows[row: row, name: "role"]
    blocker.state = rows[row: row, name: "state"]
    blocker.seconds = rows.int(row, "seconds")
    blocker.querySeconds = rows.int(row, "query_seconds")
    blocker.query = query == "<insufficient privilege>" ? nil : query
    return blocker
  }
}
