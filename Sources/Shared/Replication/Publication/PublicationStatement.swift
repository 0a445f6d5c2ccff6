package import Postgres

/// The statement that creates the publication for exactly the configured tables.
package enum PublicationStatement {
  /// One statement with its semicolon.
  package static func text(_ name: String, _ tables: [QualifiedName], serverVersion: Int) -> String
  {
    "CREATE PUBLICATION \(Identifier(name).quoted) FOR TABLE "
      + tables.map(only).joined(separator: ", ") + " \(options(serverVersion: serverVersion));"
  }

  /// A table without those that inherit from it: they would be published too, and lose UPDATE and
  /// DELETE where they have no replica identity. Partitions are not meant by that.
  package static func only(_ table: QualifiedName) -> String { "ONLY \(table.quoted)" }

  /// `WITH (…)`: all operations, and partitions under their root's name where that can be.
  package static func options(serverVersion: Int) -> String {
    var options = [
      "publish = 'insert, update, delete\(serverVersion >= 110_000 ? ", truncate" : "")'"
    ]
    if serverVersion >= 130_000 { options.append("publish_via_partition_root = true") }
    return "WITH (\(options.joined(separator: ", ")))"
  }
}
