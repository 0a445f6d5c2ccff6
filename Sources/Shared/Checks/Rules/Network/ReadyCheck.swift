import Postgres

/// Whether the server takes sessions and answers.
struct ReadyCheck: Check {
  let id = "server-ready"
  let group = Group.connect
  let page = CheckPage(
    "A server that takes sessions and answers",
    when: "always",
    finds:
      "that the server is starting, shutting down or full, that it does not answer within `--timeout`, or that the connection breaks",
    why: "blink-run would fail in the same way",
    severity: "error",
    remedies: [
      "`--wait 60s` keeps trying while a server starts.",
      "Where it is full: end idle sessions, or raise the limit that the message names: the role's, the database's or `max_connections` (restart).",
      "Where it hangs: look at its log and its disk.",
    ],
    topic: .parameter("max_connections", value: "200", restart: true),
    sources: [CheckPage.postgres("runtime-config-connection.html")])

  func findings(_ facts: Facts) -> [Finding] {
    if let refusal = Refusal(facts, .starting) {
      let why =
        refusal.says("starting up") || refusal.says("not yet accepting")
        ? "the server starts, or replays the WAL after a crash; that ends by itself"
        : "the server takes no session now"
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
        why: "what could not be read is not known to be well",
        remedies: [Remedy(.text, "look at the server's log, its load and its disk; then again")])
    ]
  }

  private func limit(_ refusal: Refusal, _ facts: Facts) -> (why: String, [Remedy]) {
    if refusal.says("too many connections for role") {
      return (
        "the role has a limit of its own",
        [
          Remedy(
            .sql, "ALTER ROLE \(facts.server.role.quoted) CONNECTION LIMIT -1;", by: "superuser")
        ]
      )
    }
    if refusal.says("too many connections for database") {
      return (
        "the database has a limit of its own",
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
      [Remedy(.text, "end sessions that nobody needs, or put a pooler before the application")]
        + facts.provider.set("max_connections", "200", restart: true)
    )
  }
}
