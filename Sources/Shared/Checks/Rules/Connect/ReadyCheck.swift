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
      "Where it is full: end idle sessions, or raise `max_connections` (restart).",
      "Where it hangs: look at its log and its disk.",
    ],
    topic: .parameter("max_connections", value: "200", restart: true),
    sources: [CheckPage.postgres("runtime-config-connection.html")])

  func findings(_ facts: Facts) -> [Finding] {
    if let refusal = Refusal(facts, .starting, .tooManyConnections) {
      return [
        finding(
          .error, "", refusal.found, why: "the server takes no session now",
          remedies: [Remedy(.command, "blink-schema doctor --wait 60s")])
      ]
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
}
