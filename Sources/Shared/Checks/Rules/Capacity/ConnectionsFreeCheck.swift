import Postgres
import Settings

/// Whether enough ordinary connections are free for the snapshot.
struct ConnectionsFreeCheck: Check {
  let id = "connections-free"
  let group = Group.capacity
  let needs: [FactFamily] = [.capacity, .role, .server]
  let page = CheckPage(
    "Free connections",
    when: "always; it matters if a snapshot is due",
    finds:
      "fewer free connections than the snapshot needs, within the limit of the server, the database or the role",
    why: "each snapshot worker reads through its own connection, in addition to blink-run's first",
    severity: "error if too few are free, warning if none is left over",
    remedies: [
      "Fewer `snapshot_workers`.",
      "`ALTER ROLE … CONNECTION LIMIT -1` or `ALTER DATABASE … CONNECTION LIMIT -1`, if that is the limit.",
      "Raise `max_connections` (restart).",
    ],
    topic: .parameter("max_connections", value: "200", restart: true),
    needsRestart: true,
    sources: [
      CheckPage.postgres("runtime-config-connection.html"),
      CheckPage.postgres("sql-alterrole.html"),
    ])

  /// A limit, what of it is free once doctor's own session is gone, and how it is raised.
  private struct Limit {
    var name: String
    var free: Int
    var remedies: [Remedy]
  }

  func findings(_ facts: Facts) -> [Finding] {
    let server = facts.server
    let summary = "connections: \(server.usedConnections) of \(server.maxConnections) used"
    guard facts.wantsSnapshot, server.maxConnections > 0 else { return ok(summary) }
    let workers = facts.configuration?.source.snapshotWorkers ?? 1
    // Before 12 the replication sessions count as well.
    let need = workers + 1 + (server.version < 120_000 ? 1 : 0)
    let scarce = limits(facts).filter { $0.free <= need }
    if scarce.isEmpty { return ok(summary) }
    return scarce.map { limit in
      let isShort = limit.free < need
      let fewer =
        workers > 1 ? [Remedy(.config, "snapshot_workers: \(max(1, limit.free - 1))")] : []
      return finding(
        isShort ? .error : .warning, limit.name,
        "\(max(0, limit.free)) connections free within \(limit.name), the snapshot needs \(need)",
        why: isShort
          ? "snapshot workers could not connect" : "none would be left for other clients",
        remedies: limit.remedies + fewer)
    }
  }

  private func limits(_ facts: Facts) -> [Limit] {
    let server = facts.server
    let reserved = server.isSuperuser ? 0 : server.reservedConnections
    var limits = [
      Limit(
        name: "max_connections",
        free: server.maxConnections - reserved - (server.usedConnections - 1),
        remedies: facts.provider.set(
          "max_connections", "\(server.maxConnections + 100)", restart: true))
    ]
    // Superusers are above the other two.
    guard !server.isSuperuser else { return limits }
    if server.roleConnectionLimit >= 0 {
      limits.append(
        Limit(
          name: "the role's limit",
          free: server.roleConnectionLimit - (server.roleConnections - 1),
          remedies: [
            Remedy(
              .sql, "ALTER ROLE \(server.role.quoted) CONNECTION LIMIT -1;", by: "superuser")
          ]))
    }
    if server.databaseConnectionLimit >= 0 {
      limits.append(
        Limit(
          name: "the database's limit",
          free: server.databaseConnectionLimit - (server.databaseConnections - 1),
          remedies: [
            Remedy(
              .sql,
              "ALTER DATABASE \(Identifier(server.database).quoted) CONNECTION LIMIT -1;",
              by: "database owner")
          ]))
    }
    return limits
  }
}
