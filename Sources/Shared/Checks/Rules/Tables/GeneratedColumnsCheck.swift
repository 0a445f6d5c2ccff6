import Catalog
import Settings

/// Whether columns are named that the stream does not have.
struct GeneratedColumnsCheck: Check {
  let id = "generated-columns"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables]
  let page = CheckPage(
    "Generated columns",
    when: "a file is given",
    finds: "a generated column in the file",
    why: "pgoutput leaves generated columns out",
    severity: "warning",
    remedies: ["Take the column out of the file and compute it where the events go."],
    sources: [CheckPage.postgres("ddl-generated-columns.html")])

  func findings(_ facts: Facts) -> [Finding] {
    Streams.present(facts).flatMap { stream, table in
      stream.columns.filter { table.column(named: $0.name)?.generated != nil }.map { column in
        finding(
          .warning, "\(table.name).\(column.name)",
          "\(table.name).\(column.name) is generated: events do not hold it",
          why: "pgoutput leaves generated columns out",
          remedies: [Remedy(.config, "take the column out of the file")])
      }
    }
  }
}
