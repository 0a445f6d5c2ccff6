import Postgres

/// Whether the server accepts sessions and answers.
struct ReadyCheck: Check {
  let id = "server-ready"
  let group = Group.connect
  let page = CheckPage(
    "A server that accepts sessions and answers",
    when: "always",
    finds:
      "that the server is starting, shutting down or full, that it does not answer within `--timeout`, or that the connection breaks",
    why: "blink-run would fail in the same way",
    severity: "error",
    remedies: [
      "`--wait 60s` keeps trying while a server starts.",
      "If it is full: end idle sessions, or raise the limit that the message names: the role's, the database's or `max_connections` (restart).",
      "If it hangs: check its log and its disk.",
    ],
    topic: .parameter("max_connections", value: "200", restart: true),
    sources: [CheckPage.postgres("runtime-config-connection.html")])

  func findings(_ facts: Facts) -> [Finding] {
    if let refusal = Refusal(facts, .starting) {
      let why =
        refusal.says("starting up") || refusal.says("not yet accepting")
        ? "the server is starting, or replaying WAL after a crash; wait until it is ready"
        : "the server does not accept sessions now"
      return [
        finding(
          .error, "", refusal.found, why: why,
          remedies: [Remedy(.command, "blink-schema doctor --wait 60s")])
      ]
    }
    // A full set of WAL senders has a check of its own.
    if let refusal = Refusal(facts, .tooManyConnections), !refusal.isReplication {
      let (why, remedies) = limit(refusal, facts)
      return [finding(.error, "", refusal.found, why: why, remedies: remedies)]
    }
    guard let error = facts.readError else { return [] }
    return [
      finding(
        .error, "",
        "a session was opened, but then: \(error.isSilence ? error.message : error.description)",
        why: "the rest could not be checked",
        remedies: [Remedy(.text, "check the server's log, load and disk; then try again")])
    ]
  }

  private func limit(_ refusal: Refusal, _ facts: Facts) -> (why: String, [Remedy]) {
    if refusal.says("too many connections for role") {
      return (
        "the role has its own connection limit",
        [
          Remedy(
            .sql, "ALTER ROLE \(facts.server.role.quoted) CONNECTION LIMIT -1;", by: "superuser")
        ]
      )
    }
    if refusal.says("too many connections for database") {
      return (
        "the database has its own connection limit",
        [
          Remedy(
            .sql,
            "ALTER DATABASE \(Identifier(facts.server.database).quoted) CONNECTION LIMIT -1;",
            by: "database owner")
        ]
      )
    }
    return (
      "all connections of the server are in use",
      [
        Remedy(
          .text, "end sessions that are not needed, or put a pooler in front of the application")
      ]
        + facts.provider.set("max_connections", "200", restart: true)
    )
  }
}
