import Catalog
import Postgres
import Replication
import Start

/// Generated columns in a replica identity. From PostgreSQL 18 the server refuses UPDATE and DELETE
/// on a published table whose replica identity has a generated column that is not published
/// (`CheckCmdReplicaIdentity` in execReplication.c); REPLICA IDENTITY FULL has all of them.
enum GeneratedIdentity {
  /// What makes the application's statements work.
  enum Need: Equatable {
    /// Nothing is generated, or the server does not care.
    case nothing
    /// A publication with `publish_generated_columns = stored`.
    case stored
    /// No publication helps: a virtual column is never published.
    case never
  }

  /// What publishing this leaf of a table needs.
  static func need(_ leaf: Leaf, _ table: Table, _ facts: Facts) -> Need {
    if leaf.identity == "full" { return needOfFull(table, facts) }
    return need(table.columns.filter { leaf.identityColumns.contains($0.name) }, facts)
  }

  /// What REPLICA IDENTITY FULL would need.
  static func needOfFull(_ table: Table, _ facts: Facts) -> Need { need(table.columns, facts) }

  private static func need(_ columns: [Column], _ facts: Facts) -> Need {
    guard facts.server.version >= 180_000 else { return .nothing }
    if columns.contains(where: { $0.generated == .virtual }) { return .never }
    return columns.contains { $0.generated == .stored } ? .stored : .nothing
  }

  /// Whether a publication of these tables has to publish stored generated columns.
  static func needsStored(_ tables: [Table], _ facts: Facts) -> Bool {
    tables.contains { table in
      Streams.own(facts, table).contains { need($0, table, facts) == .stored }
    }
  }

  /// Whether REPLICA IDENTITY FULL leaves the application its UPDATE and DELETE.
  static func allowsFull(_ table: Table, _ facts: Facts) -> Bool {
    let member = facts.publication?.members[table.name]
    // A column list and FULL exclude each other (15 and later).
    guard member?.columns.isEmpty ?? true else { return false }
    switch needOfFull(table, facts) {
    case .nothing: return true
    case .never: return false
    case .stored: return facts.publication.map { $0.generatedColumns == "stored" } ?? true
    }
  }

  /// The statement that publishes stored generated columns.
  ///
  /// To a pipeline that streams already, an altered publication may have published less for a while:
  /// nothing tells this change from that one, so its next start asks.
  static func publishStored(_ publication: String, _ facts: Facts) -> Remedy {
    let later =
      facts.state?.phase == .streaming ? "  -- blink-run then asks for --accept-stream-gap '*'" : ""
    return Remedy(
      .sql,
      "ALTER PUBLICATION \(Identifier(publication).quoted) SET (publish_generated_columns = stored);"
        + later, by: "owner of the publication", stage: .publications)
  }
}
