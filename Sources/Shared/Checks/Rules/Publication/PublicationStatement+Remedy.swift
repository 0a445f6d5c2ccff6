import Catalog
import Postgres
import Replication

extension PublicationStatement {
  static func text(_ name: String, _ tables: [Table], _ facts: Facts) -> String {
    text(name, tables.map(\.name), serverVersion: facts.server.version)
  }

  /// Makes it publish exactly these tables; what is not named is left out.
  static func set(_ name: String, _ members: [QualifiedName: PublicationFacts.Member]) -> Remedy {
    let tables = members.sorted { $0.key < $1.key }.map { table, member in
      let columns = member.columns.map(\.quoted).joined(separator: ", ")
      return only(table) + (columns.isEmpty ? "" : " (\(columns))")
        + (member.rowFilter.map { " WHERE (\($0))" } ?? "")
    }
    return Remedy(
      .sql,
      "ALTER PUBLICATION \(Identifier(name).quoted) SET TABLE \(tables.joined(separator: ", "));",
      by: "owner of the publication and the tables", stage: .publications)
  }
}
