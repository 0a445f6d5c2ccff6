import Catalog
import Postgres

extension FactQuery {
  /// What the server reports of each table in the file.
  static func streams(_ version: Int, _ lists: [String]) -> FactQuery {
    FactQuery(.streams, PackageResources.streams_sql, version: version, lists) { rows, facts in
      for row in 0..<rows.count {
        var stream = StreamFacts()
        stream.exists = rows.bool(row, "exists") ?? false
        stream.hidesRows = rows.bool(row, "rows_hidden") ?? false
        stream.mayReadSome = rows.bool(row, "some_columns") ?? false
        stream.isOfSuperuser = rows.bool(row, "super_owner") ?? false
        stream.suggestions = rows.list(row, "did_you_mean")
        facts.streams[rows.name(row)] = stream
      }
    }
  }

  /// Bytes and rows; read after the streams.
  static func sizes(_ version: Int, _ lists: [String]) -> FactQuery {
    FactQuery(.sizes, PackageResources.sizes_sql, version: version, lists) { rows, facts in
      for row in 0..<rows.count {
        let name = rows.name(row)
        facts.streams[name]?.bytes = rows.int(row, "bytes") ?? 0
        facts.streams[name]?.toastBytes = rows.int(row, "toast_bytes") ?? 0
        facts.streams[name]?.rows = rows.int(row, "rows")
      }
    }
  }

  /// Replica identities, also of published tables that the file does not name.
  static func leaves(_ version: Int, _ lists: [String], _ publication: String?) -> FactQuery {
    let arguments = lists + [publication]
    return FactQuery(.leaves, PackageResources.leaves_sql, version: version, arguments) {
      rows, facts in
      for row in 0..<rows.count {
        var leaf = Leaf(table: rows.name(row), identity: rows[row: row, name: "identity"] ?? "")
        leaf.setting = rows[row: row, name: "setting"] ?? "d"
        leaf.identityColumns = rows.list(row, "identity_columns").map { Identifier($0) }
        leaf.candidates = rows.list(row, "candidates").map { Identifier($0) }
        leaf.hasImmediateKey = rows.bool(row, "immediate_key") ?? false
        leaf.isInherited = rows.bool(row, "inherited") ?? false
        facts.leaves[rows.name(row, "root_schema", "root_name"), default: []].append(leaf)
      }
    }
  }

  /// Columns with large values that updates omit.
  static func toast(_ version: Int, _ lists: [String]) -> FactQuery {
    FactQuery(.toast, PackageResources.toast_sql, version: version, lists) { rows, facts in
      for row in 0..<rows.count {
        facts.toast[rows.name(row)] = rows.list(row, "columns").map { Identifier($0) }
      }
    }
  }

  /// Changes of the tables that the file names.
  static func activity(_ version: Int, _ lists: [String]) -> FactQuery {
    FactQuery(.activity, PackageResources.activity_sql, version: version, lists) { rows, facts in
      if rows.count == 1 { facts.wal.changedRows = rows.int(0, "changes") }
    }
  }

  /// Names that differ only in case.
  static func collisions(_ version: Int) -> FactQuery {
    FactQuery(.collisions, PackageResources.collisions_sql, version: version) { rows, facts in
      facts.collisions = (0..<rows.count).map { row in
        let pairs = zip(rows.list(row, "schemas"), rows.list(row, "names"))
        return NameCollision(
          folded: rows[row: row, name: "folded"] ?? "",
          tables: pairs.map {
            QualifiedName(schema: Identifier($0), name: Identifier($1))
          })
      }
    }
  }
}
