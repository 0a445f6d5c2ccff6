import Catalog
import Postgres

/// Whether rows of a stream are really written to TimescaleDB's chunks.
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
      "rows of a hypertable are written to its chunks, and changes carry a chunk's name; new chunks are not published at all. The stream would stay silent",
    severity: "error",
    remedies: [
      "Take the stream out of the file.",
      "Or let the application write to an ordinary table, too, and stream that.",
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
        "\(table.name) is a hypertable: its rows are in \(chunks.count) \(chunks.count == 1 ? "chunk" : "chunks")",
        why: "changes carry the chunks' names, and new chunks are not published",
        remedies: [Remedy(.config, "take the stream out of the file")])
    }
  }
}
