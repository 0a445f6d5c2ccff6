import Catalog
import Postgres
import Settings

/// Whether the file's key is the database's.
struct DriftKeyCheck: Check {
  let id = "drift-pk"
  let group = Group.drift
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables]
  let page = CheckPage(
    "A different primary key",
    when: "a file is given and the table has a primary key without generated columns",
    finds:
      "`pk: true` on columns other than those of the primary key, or of the index of REPLICA IDENTITY USING INDEX",
    why: "events would have a different key than the database",
    severity: "warning",
    remedies: ["`pk: true` on exactly the columns of the primary key."],
    sources: [CheckPage.postgres("ddl-constraints.html")])

  func findings(_ facts: Facts) -> [Finding] {
    Streams.present(facts).compactMap { stream, table in
      let actual = Set(table.primaryKey.map(\.name))
      let written = Set(stream.columns.filter(\.pk).map(\.name))
      // Events do not contain generated columns: such a key cannot be theirs.
      guard !actual.isEmpty, written != actual,
        table.primaryKey.allSatisfy({ $0.generated == nil })
      else { return nil }
      let isIdentity =
        table.replicaIdentity == .index && written == Set(table.identityColumns.map(\.name))
      guard !isIdentity else { return nil }
      let names = table.primaryKey.map(\.name.text).joined(separator: ", ")
      return finding(
        .warning, table.name.description,
        "the primary key of \(table.name) is (\(names)); the file has pk: true on other columns",
        why: "events would have a different key than the database",
        remedies: [Remedy(.config, "pk: true on exactly \(names)")])
    }
  }
}
