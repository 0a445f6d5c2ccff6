import Catalog
import Diagnostics
import Postgres
import Settings

/// Whether every column of the file is in the database.
struct DriftMissingColumnCheck: Check {
  let id = "drift-missing-column"
  let group = Group.drift
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables]
  let page = CheckPage(
    "Missing columns",
    when: "a file is given",
    finds: "a column of the file that the table does not have",
    why: "events would never contain it",
    severity: "error",
    remedies: [
      "Correct the name, or remove the column from the file.",
      "`blink-schema init` merges the database's columns into the file.",
    ],
    sources: [CheckPage.postgres("catalog-pg-attribute.html")])

  func findings(_ facts: Facts) -> [Finding] {
    let result = Streams.present(facts).flatMap { stream, table in
      stream.columns.map(\.name).filter { table.column(named: $0) == nil }.map { column in
        let near = Nearest.match(for: column.text, in: table.columns.map(\.name.text))
        return finding(
          .error, "\(table.name).\(column)", "column \(column) does not exist in \(table.name)",
          why: "events would never contain it",
          remedies: near.map { [Remedy(.config, "did you mean name: \($0)?")] } ?? [])
      }
    }
    return result.isEmpty ? ok("the file's columns are in the database") : result
  }
}
