import Catalog
import Postgres
import Settings

/// Whether every stream is a table whose changes reach the WAL.
struct TableCheck: Check {
  let id = "table-exists"
  let group = Group.tables
  let needsConfiguration = true

  func findings(_ facts: Facts) -> [Finding] {
    let streams = facts.configuration?.streams ?? []
    let result = streams.compactMap { finding($0, facts) }
    return result.isEmpty
      ? [Finding(.ok, id, "", "\(streams.count) of \(streams.count) streams found")] : result
  }

  private func finding(_ stream: StreamSettings, _ facts: Facts) -> Finding? {
    let name = stream.table.description
    guard let table = facts.tables[stream.table] else {
      let near = facts.suggestions[stream.table] ?? []
      return Finding(
        .error, id, name, "table \(name) does not exist",
        why: near.isEmpty ? "" : "names are compared byte for byte, upper case included",
        remedies: near.map { Remedy(.config, "did you mean stream: \($0)?") })
    }
    switch table.kind {
    case .view, .materializedView, .foreign:
      return Finding(
        .error, "table-kind", name, "\(name) is not an ordinary table",
        why: "it has no change stream", remedies: [Remedy(.config, "stream the tables under it")])
    case .partitioned where facts.server.version < 130_000:
      return Finding(
        .error, "table-kind", name, "\(name) is partitioned, which can be published from 13 on",
        remedies: [Remedy(.config, "stream its partitions")])
    case .table, .partitioned: break
    }
    guard table.persistence == .permanent else {
      return Finding(
        .error, "table-persistence", name,
        "\(name) is \(table.persistence == .unlogged ? "unlogged" : "temporary")",
        why: "its changes never reach the WAL",
        remedies: [
          Remedy(
            .sql, "ALTER TABLE \(table.name.quoted) SET LOGGED;   -- rewrites the table",
            by: "table owner")
        ])
    }
    return nil
  }
}
