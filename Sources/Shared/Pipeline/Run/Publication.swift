import Checks
package import Diagnostics
package import Postgres

/// The publication that the stream reads.
package struct Publication: Sendable {
  package var oid: UInt32
  /// Row filters by table; the snapshot obeys them as the stream does.
  package var filters: [QualifiedName: String]

  /// Looks it up; nil where there is none.
  package static func named(
    _ name: String, over session: borrowing Connection
  ) throws(ServerError) -> Publication? {
    let rows = try session.query(SQL.publication, [name])
    guard rows.count > 0, let oid = rows[row: 0, name: "oid"].flatMap({ UInt32($0) }) else {
      return nil
    }
    var filters: [QualifiedName: String] = [:]
    for row in 0..<rows.count {
      guard let schema = rows[row: row, name: "schemaname"],
        let table = rows[row: row, name: "tablename"],
        let filter = rows[row: row, name: "row_filter"]
      else { continue }
      filters[QualifiedName(schema: Identifier(schema), name: Identifier(table))] = filter
    }
    return Publication(oid: oid, filters: filters)
  }

  /// Makes it.
  ///
  /// - Throws: a refusal with the statement and who has to run it, where this role may not.
  package static func create(
    _ name: String, for tables: [QualifiedName], over session: borrowing Connection
  ) throws(Failure) -> UInt32 {
    let sql = PublicationStatement.text(name, tables, serverVersion: session.serverVersion)
    do {
      try session.query(sql)
      if let made = try named(name, over: session) { return made.oid }
    } catch {
      throw Failure(
        .refused, "the publication cannot be made: \(error.description)",
        subject: "publication \(TerminalText.sanitized(name))",
        why: "without it the server sends no changes",
        remedies: ["as the owner of the tables, with CREATE on the database:  \(sql)"])
    }
    throw Failure(.unexpected, "the publication vanished right after it was made")
  }
}
