package import Diagnostics
package import Postgres

/// The publication that the stream reads.
package struct Publication: Sendable {
  /// A table that it publishes.
  private struct Entry {
    /// Nil where the server has no column lists.
    var columns: [Identifier]?
    var filter: String?
  }

  package let oid: UInt32
  private var entries: [QualifiedName: Entry] = [:]

  private init(oid: UInt32) { self.oid = oid }

  /// The row filter of a table; the snapshot obeys it as the stream does.
  package func filter(of table: QualifiedName) -> String? { entries[table]?.filter }

  /// Looks it up; nil where there is none.
  package static func named(
    _ name: String, over session: borrowing Connection
  ) throws(ServerError) -> Publication? {
    let rows = try session.query(SQL.publication, [name])
    guard rows.count > 0, let oid = rows[row: 0, name: "oid"].flatMap({ UInt32($0) }) else {
      return nil
    }
    var result = Publication(oid: oid)
    for row in 0..<rows.count {
      guard let schema = rows[row: row, name: "schemaname"],
        let table = rows[row: row, name: "tablename"]
      else { continue }
      let columns = rows.texts(row, "columns")?.compactMap { name in name.map { Identifier($0) } }
      result.entries[QualifiedName(schema: Identifier(schema), name: Identifier(table))] =
        Entry(columns: columns, filter: rows[row: row, name: "row_filter"])
    }
    return result
  }

  /// Makes it.
  ///
  /// - Throws: a refusal with the statement and who has to run it, where this role may not.
  package static func create(
    _ name: String, for tables: [QualifiedName], over session: borrowing Connection
  ) throws(Failure) -> Publication {
    let sql = PublicationStatement.text(name, tables, serverVersion: session.serverVersion)
    do {
      try session.query(sql)
      if let made = try named(name, over: session) { return made }
    } catch {
      throw Failure(
        .refused, "the publication cannot be made: \(error.description)",
        subject: "publication \(TerminalText.sanitized(name))",
        why: "without it the server sends no changes",
        remedies: ["as the owner of the tables, with CREATE on the database:  \(sql)"])
    }
    throw Failure(.unexpected, "the publication vanished right after it was made")
  }

  /// Changes it to exactly these streams where it publishes something else; row filters stay.
  ///
  /// - Returns: whether it was changed.
  /// - Throws: a refusal with the statement and who has to run it, where this role may not.
  package func change(
    _ name: String, to streams: [(table: QualifiedName, columns: [Identifier])],
    over session: borrowing Connection
  ) throws(Failure) -> Bool {
    guard !publishesExactly(streams) else { return false }
    let tables = streams.map { stream in
      PublicationStatement.only(stream.table)
        + (filter(of: stream.table).map { " WHERE (\($0))" } ?? "")
    }
    let sql =
      "ALTER PUBLICATION \(Identifier(name).quoted) SET TABLE \(tables.joined(separator: ", "));"
    do {
      try session.query(sql)
      return true
    } catch {
      throw Failure(
        .refused, "the publication cannot be changed: \(error.description)",
        subject: "publication \(TerminalText.sanitized(name))",
        why: "it does not publish every stream of the file",
        remedies: ["as the owner of the publication and the tables:  \(sql)"])
    }
  }

  private func publishesExactly(
    _ streams: [(table: QualifiedName, columns: [Identifier])]
  ) -> Bool {
    Set(streams.map { $0.table }) == Set(entries.keys)
      && streams.allSatisfy { stream in
        guard let columns = entries[stream.table]?.columns else { return true }
        return stream.columns.allSatisfy { columns.contains($0) }
      }
  }
}
