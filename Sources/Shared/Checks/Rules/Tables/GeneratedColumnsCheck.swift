import Replication
import Catalog
import Settings

/// Whether the file names columns that the stream does not contain.
struct GeneratedColumnsCheck: Check {
  let id = "generated-columns"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables]
  let page = CheckPage(
    "Generated columns",
    when: "a file is given",
    finds: "a generated column in the file",
    why: "pgoutput does not send generated columns",
    severity: "warning",
    remedies: ["Remove the column from the file and compute it in the consumer."],
    sources: [CheckPage.postgres("ddl-generated-columns.html")])

  func findings(_ facts: Facts) -> [Finding] {
    Streams.present(facts).flatMap { stream, table in
      stream.columns.filter { column in
        table.column(named: column.name)?.generated != nil
          // From 18 a publication can publish them.
          && !(facts.publication?.tables[table.name]?.columns.contains(column.name) ?? false)
      }.map { column in
        finding(
          .warning, "\(table.name).\(column.name)",
          "\(table.name).\(column.name) is generated: events do not contain it",
          why: "pgoutput does not send generated columns",
          remedies: [Remedy(.config, "remove the column from the file")])
      }
    }
  }
}
