import Diagnostics
import Catalog
import Postgres

/// Whether rows of a stream are written to TimescaleDB's chunks.
struct HypertableCheck: Check {
  let id = "hypertable"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables, .leaves]
  let page = CheckPage(
    "TimescaleDB's hypertables",
    when: "a file is given",
    finds: "a stream whose rows are in chunks of the schema `_timescaledb_internal`",
    why:
      "rows of a hypertable are written to its chunks, and changes are published under a chunk's name; new chunks are not published. The stream would be empty",
    severity: "error",
    remedies: [
      "Remove the stream from the file.",
      "Or have the application also write to an ordinary table, and stream that.",
    ],
    sources: [
      "https://debezium.io/documentation/reference/stable/transformations/timescaledb.html",
      "https://clickhouse.com/docs/integrations/clickpipes/postgres/source/timescale",
    ])
  /// Where TimescaleDB keeps its chunks.
  static let schema: Identifier = "_timescaledb_internal"

  func findings(_ facts: Facts) -> [Finding] {
    Streams.present(facts).compactMap { _, table in
      let chunks = Streams.children(facts, table).filter { $0.table.schema == Self.schema }
      if chunks.isEmpty { return nil }
      return finding(
        .error, table.name.description,
        "\(table.name) is a hypertable: its rows are in \(Amount.count(chunks.count, "chunk"))",
        why: "changes are published under the chunks' names, and new chunks are not published",
        remedies: [Remedy(.config, "remove the stream from the file")])
    }
  }
}
