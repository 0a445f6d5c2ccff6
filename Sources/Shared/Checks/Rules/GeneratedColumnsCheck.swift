import Catalog
import Settings

/// Whether columns are named that the stream does not have.
struct GeneratedColumnsCheck: Check {
  let id = "generated-columns"
  let group = Group.tables
  let needsConfiguration = true

  func findings(_ facts: Facts) -> [Finding] {
    Streams.present(facts).flatMap { stream, table in
      stream.columns.filter { table.column(named: $0.name)?.generated != nil }.map { column in
        Finding(
          .warning, id, "\(table.name).\(column.name)",
          "\(table.name).\(column.name) is generated: events do not hold it",
          why: "pgoutput leaves generated columns out",
          remedies: [Remedy(.config, "take the column out of the file")])
      }
    }
  }
}
