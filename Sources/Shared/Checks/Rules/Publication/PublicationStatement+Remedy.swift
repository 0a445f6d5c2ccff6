import Catalog
import Postgres
import Replication

extension PublicationStatement {
  static func create(_ name: String, _ tables: [Table], _ facts: Facts) -> String {
    create(
      name, tables.map(\.name), serverVersion: facts.server.version,
      publishesStored: GeneratedIdentity.needsStored(tables, facts))
  }

  /// Publishes all tables but these (from 19).
  static func setAll(_ name: String, except tables: [QualifiedName]) -> Remedy {
    let list = tables.sorted().map { only($0) }.joined(separator: ", ")
    return Remedy(
      .sql,
      "ALTER PUBLICATION \(Identifier(name).quoted) SET ALL TABLES"
        + (list.isEmpty ? "" : " EXCEPT (TABLE \(list))") + ";",
      by: "superuser", stage: .publications)
  }

  /// The statement after which it publishes exactly these tables.
  static func set(_ name: String, _ members: [QualifiedName: Publication.Member]) -> Remedy {
    let members = members.sorted { $0.key < $1.key }.map { table, member in
      Member(table, columns: member.columns, rowFilter: member.rowFilter)
    }
    return Remedy(
      .sql, set(name, members),
      by: "owner of the publication and the tables", stage: .publications)
  }
}
