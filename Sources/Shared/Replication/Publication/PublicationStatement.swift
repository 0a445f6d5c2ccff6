package import Postgres

/// The statement that creates the publication for exactly the configured tables.
package enum PublicationStatement {
  /// Returns the statement that creates it, with its semicolon.
  ///
  /// - Parameter publishesStored: whether stored generated columns are published (18 and later):
  ///   needed where they belong to a replica identity.
  package static func create(
    _ name: String, _ tables: [QualifiedName], serverVersion: Int, publishesStored: Bool = false
  ) -> String {
    let options = options(serverVersion: serverVersion, publishesStored: publishesStored)
    return "CREATE PUBLICATION \(Identifier(name).quoted) FOR TABLE "
      + tables.map(only).joined(separator: ", ") + " \(options);"
  }

  /// A table as `ALTER PUBLICATION … SET TABLE` names it.
  package struct Member: Sendable, Equatable {
    package var table: QualifiedName
    /// The column list; empty for every column.
    package var columns: [Identifier]
    package var rowFilter: String?

    /// Names a table.
    package init(_ table: QualifiedName, columns: [Identifier] = [], rowFilter: String? = nil) {
      self.table = table
      self.columns = columns
      self.rowFilter = rowFilter
    }
  }

  /// Returns the statement that makes it publish exactly these tables, with its semicolon.
  package static func set(_ name: String, _ members: [Member]) -> String {
    let tables = members.map { member in
      let columns = member.columns.map(\.quoted).joined(separator: ", ")
      return only(member.table) + (columns.isEmpty ? "" : " (\(columns))")
        + (member.rowFilter.map { " WHERE (\($0))" } ?? "")
    }
    return
      "ALTER PUBLICATION \(Identifier(name).quoted) SET TABLE \(tables.joined(separator: ", "));"
  }

  /// Returns the statement that adds tables, with its semicolon; those that are there stay as they are.
  package static func add(_ name: String, _ tables: [QualifiedName]) -> String {
    "ALTER PUBLICATION \(Identifier(name).quoted) ADD TABLE "
      + tables.map(only).joined(separator: ", ") + ";"
  }

  /// Returns the statement that takes tables out, with its semicolon.
  package static func drop(_ name: String, _ tables: [QualifiedName]) -> String {
    "ALTER PUBLICATION \(Identifier(name).quoted) DROP TABLE "
      + tables.map(only).joined(separator: ", ") + ";"
  }

  /// Returns the statement that publishes stored generated columns (18 and later), with its
  /// semicolon.
  package static func publishStored(_ name: String) -> String {
    "ALTER PUBLICATION \(Identifier(name).quoted) SET (publish_generated_columns = stored);"
  }

  /// A table without those that inherit from it: they would be published too, and lose UPDATE and
  /// DELETE where they have no replica identity. Partitions are not meant by that.
  package static func only(_ table: QualifiedName) -> String { "ONLY \(table.quoted)" }

  /// `WITH (…)`: all operations, and partitions under their root's name where that can be.
  package static func options(serverVersion: Int, publishesStored: Bool = false) -> String {
    var options = [
      "publish = 'insert, update, delete\(serverVersion >= 110_000 ? ", truncate" : "")'"
    ]
    if serverVersion >= 130_000 { options.append("publish_via_partition_root = true") }
    if publishesStored, serverVersion >= 180_000 {
      options.append("publish_generated_columns = stored")
    }
    return "WITH (\(options.joined(separator: ", ")))"
  }
}
