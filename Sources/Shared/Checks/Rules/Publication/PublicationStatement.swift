import Catalog
package import Postgres

/// The statement that makes the publication for exactly the configured tables (contract,
/// section 2).
package enum PublicationStatement {
  static func text(_ name: String, _ tables: [Table], _ facts: Facts) -> String {
    text(name, tables.map(\.name), serverVersion: facts.server.version)
  }

  /// One statement with its semicolon.
  package static func text(_ name: String, _ tables: [QualifiedName], serverVersion: Int) -> String
  {
    "CREATE PUBLICATION \(Identifier(name).quoted) FOR TABLE "
      + tables.map(only).joined(separator: ", ") + " \(options(serverVersion: serverVersion));"
  }

  /// A table without those that inherit from it: they would be published too, and lose UPDATE and
  /// DELETE where they have no replica identity. Partitions are not meant by that.
  package static func only(_ table: QualifiedName) -> String { "ONLY \(table.quoted)" }

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

  /// `WITH (…)`: all operations, and partitions under their root's name where that can be.
  package static func options(serverVersion: Int) -> String {
    var options = [
      "publish = 'insert, update, delete\(serverVersion >= 110_000 ? ", truncate" : "")'"
    ]
    if serverVersion >= 130_000 { options.append("publish_via_partition_root = true") }
    return "WITH (\(options.joined(separator: ", ")))"
  }
}
