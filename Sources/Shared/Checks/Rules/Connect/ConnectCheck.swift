import Postgres

/// Whether a session can be opened, where no other check knows why not.
struct ConnectCheck: Check {
  let id = "connect"
  let group = Group.connect
  let page = CheckPage(
    "A session with the server",
    when: "always",
    finds: "that no session could be opened, for a reason without an id of its own",
    why: "without a session nothing can be streamed or checked",
    severity: "error",
    remedies: [
      "Read the message: it is the server's or libpq's own.",
      "Try the same with psql, with the same host, port, user and database.",
    ],
    topic: .connection,
    sources: [CheckPage.postgres("libpq-connect.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let error = facts.connectionError else {
      return ok("session opened, \(facts.server.isEncrypted ? "encrypted" : "not encrypted")")
    }
    switch error.kind {
    case .interrupted, .other, .replicationRefused:
      return [
        finding(
          .error, "", error.description, why: "the session could not be opened",
          remedies: [
            Remedy(
              .text,
              "read the message: it is the server's own. A session's initial settings come from the file, PGOPTIONS, and ALTER ROLE or ALTER DATABASE … SET; ALTER … RESET removes the latter"
            )
          ])
      ]
    default: return []
    }
  }
}
