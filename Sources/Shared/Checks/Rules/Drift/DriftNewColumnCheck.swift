import Catalog
import Postgres
import Settings

/// Whether the database has columns that the file does not.
struct DriftNewColumnCheck: Check {
  let id = "drift-new-column"
  let group = Group.drift
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables]
  let page = CheckPage(
    "New columns",
    when: "a file is given",
    finds: "columns of a table that the file does not name",
    why: "events do not contain them",
    severity: "note",
    remedies: ["Nothing, if this is intended.", "`blink-schema init` merges them into the file."],
    sources: [CheckPage.postgres("catalog-pg-attribute.html")])

  func findings(_ facts: Facts) -> [Finding] {
    Streams.present(facts).compactMap { stream, table in
      let names = Set(stream.columns.map(\.name))
      let added = table.columns.filter { !names.contains($0.name) && $0.generated == nil }
      if added.isEmpty { return nil }
      return finding(
        .info, table.name.description,
        "not in the file: \(added.map(\.name.text).joined(separator: ", "))",
        why: "events do not contain these columns of \(table.name)")
    }
  }
}
