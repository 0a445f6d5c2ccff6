import Catalog
package import Postgres

/// A partition with rows of its own, at one look at the catalog.
package struct Partition: Sendable, Equatable {
  package var oid: UInt32
  package var name: QualifiedName
  /// The OID of the streamed table that it belongs to.
  package var root: UInt32
  /// `pg_class.relfilenode`: TRUNCATE and whatever rewrites the table change it.
  package var file: UInt32
  /// Whether it was a table before it became a partition; false for one that was created as one.
  package var wasAttached: Bool

  /// Describes a partition.
  package init(
    oid: UInt32, name: QualifiedName, root: UInt32, file: UInt32, wasAttached: Bool = false
  ) {
    self.oid = oid
    self.name = name
    self.root = root
    self.file = file
    self.wasAttached = wasAttached
  }

  /// Looks; waits for no lock of a table.
  ///
  /// - Parameters:
  ///   - roots: partitioned tables.
  ///   - known: partitions of an earlier look; those that are none any more have root 0.
  /// - Throws: the server's error.
  static func all(
    under roots: [UInt32], known: [UInt32], over session: borrowing Connection
  ) throws(ServerError) -> [Partition] {
    guard !roots.isEmpty || !known.isEmpty else { return [] }
    let rows = try session.query(
      Query.text(PackageResources.identity_partitions_sql, version: session.serverVersion),
      [
        ArrayLiteral.text(roots.map { String($0) }), ArrayLiteral.text(known.map { String($0) }),
      ])
    return (0..<rows.count).map { row in
      func number(_ name: String) -> UInt32 { UInt32(rows[row: row, name: name] ?? "") ?? 0 }
      return Partition(
        oid: number("oid"), name: rows.name(row, "schema", "name"), root: number("root"),
        file: number("relfilenode"), wasAttached: rows.bool(row, "attached") ?? false)
    }
  }
}

extension Partition {
  /// One line of the state: OID, file, the bytes of the schema's name, and both names.
  package var line: String {
    "\(oid) \(file) \(name.schema.text.utf8.count) \(name.schema.text)\(name.name.text)"
  }

  /// Reads a line of the state; nil if it is none.
  package init?(_ line: String, of root: UInt32) {
    // Bytes: a name may begin with a character that combines with the space before it.
    let parts = line.utf8.split(
      separator: UInt8(ascii: " "), maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, let oid = UInt32(String(decoding: parts[0], as: UTF8.self)),
      let file = UInt32(String(decoding: parts[1], as: UTF8.self)),
      let length = Int(String(decoding: parts[2], as: UTF8.self)), 0...parts[3].count ~= length
    else { return nil }
    func text(_ bytes: some Sequence<UInt8>) -> Identifier {
      Identifier(String(decoding: Array(bytes), as: UTF8.self))
    }
    let name = QualifiedName(
      schema: text(parts[3].prefix(length)), name: text(parts[3].dropFirst(length)))
    self.init(oid: oid, name: name, root: root, file: file)
  }
}
