package import Postgres

/// Reads what a database holds, from `pg_catalog`, without taking a lock on any table.
package enum Introspection {
  /// Where the facts about columns come from.
  package enum Source: String, Sendable, CaseIterable {
    /// `pg_catalog`: the information schema's meaning, fast, whatever the role may see.
    case catalog
    /// The information schema's views, and the catalog for what they do not have.
    case informationSchema = "information_schema"
  }

  /// What a database holds.
  package struct Contents: Sendable {
    /// Ordered by schema and name (bytes); those that cannot be read or streamed are among them.
    package var tables: [Table]
    /// The publication that was asked for; nil if there is none of that name.
    package var publication: PublishedTables?
    /// The names of all publications, where one was asked for.
    package var publicationNames: [Identifier] = []
    /// Whether sessions are read-only unless they say otherwise.
    package var isReadOnly = false
  }

  /// The tables of a database, with columns, keys and privileges, and a publication.
  ///
  /// Runs in one read-only repeatable-read transaction of its own, with an empty search path.
  ///
  /// - Parameters:
  ///   - connection: a session outside any transaction.
  ///   - source: where the facts about columns come from.
  ///   - publication: the name of the publication to look up.
  /// - Throws: the server's error; a statement is ended after 60 s.
  package static func contents(
    on connection: borrowing Connection, source: Source = .catalog,
    publication: Identifier? = nil
  ) throws(ServerError) -> Contents {
    try inTransaction(connection) { connection throws(ServerError) in
      let reader = CatalogReader(serverVersion: connection.serverVersion, source: source)
      var contents = Contents(
        tables: try reader.tables(on: connection, schemas: nil, names: nil))
      if let publication {
        (contents.publication, contents.publicationNames) = try reader.publication(
          publication, among: contents.tables, on: connection)
      }
      let setting = try connection.query(
        "SELECT pg_catalog.current_setting('default_transaction_read_only') = 'on' AS is_on")
      contents.isReadOnly = setting.bool(0, "is_on") ?? false
      return contents
    }
  }

  /// Only the tables, as `contents` returns them.
  ///
  /// - Parameters:
  ///   - connection: a session outside any transaction.
  ///   - schemas: only these schemas; nil for all but PostgreSQL's own.
  ///   - names: only these tables; nil for all. Names that do not exist are simply absent.
  package static func tables(
    on connection: borrowing Connection, schemas: [Identifier]? = nil,
    names: [QualifiedName]? = nil
  ) throws(ServerError) -> [Table] {
    try inTransaction(connection) { connection throws(ServerError) in
      try CatalogReader(serverVersion: connection.serverVersion)
        .tables(on: connection, schemas: schemas, names: names)
    }
  }

  private static func inTransaction<Result>(
    _ connection: borrowing Connection,
    _ body: (borrowing Connection) throws(ServerError) -> Result
  ) throws(ServerError) -> Result {
    try connection.script(preamble)
    do {
      let result = try body(connection)
      try connection.script("COMMIT")
      return result
    } catch {
      // The first error is the one to report; a broken session has no transaction any more.
      if !error.connectionLost { _ = try? connection.script("ROLLBACK") }
      throw error
    }
  }

  /// The cluster's system identifier; nil if the server does not report it (before 9.6, or to a
  /// role that may not ask).
  package static func systemID(on connection: borrowing Connection) -> String? {
    guard connection.serverVersion >= 90_600 else { return nil }
    let rows = try? connection.query(
      "SELECT system_identifier FROM pg_catalog.pg_control_system()")
    return rows?[row: 0, name: "system_identifier"]
  }

  /// Types by OID, as a Relation message carries them; OIDs of no type are absent.
  ///
  /// The modifier is that of the type itself: -1, except below a domain that sets one.
  ///
  /// - Parameter connection: a session, inside or outside a transaction.
  package static func types(
    on connection: borrowing Connection, oids: [UInt32]
  ) throws(ServerError) -> [UInt32: DataType] {
    try CatalogReader(serverVersion: connection.serverVersion).types(on: connection, oids: oids)
      .mapValues(\.type)
  }

  /// The type that has a name now; nil for none.
  ///
  /// - Parameter connection: a session, inside or outside a transaction.
  package static func type(
    named name: QualifiedName, on connection: borrowing Connection
  ) throws(ServerError) -> DataType? {
    let rows = try connection.query(
      """
      SELECT t.oid FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
       WHERE n.nspname = $1::name AND t.typname = $2::name
      """, [name.schema.text, name.name.text])
    guard rows.count > 0 else { return nil }
    let oid = rows.oid(0, "oid")
    return try types(on: connection, oids: [oid])[oid]
  }

  /// `search_path` empty: no user's object can come before `pg_catalog` (CVE-2018-1058),
  /// and `format_type` always qualifies.
  static let preamble = """
    BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
    SET LOCAL search_path = '';
    SET LOCAL statement_timeout = '60s';
    SET LOCAL lock_timeout = '2s';
    SET LOCAL extra_float_digits = 3
    """
}
