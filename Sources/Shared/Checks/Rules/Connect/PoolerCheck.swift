import Postgres

/// Whether the session reaches the server itself.
struct PoolerCheck: Check {
  let id = "pooler"
  let group = Group.connect
  let page = CheckPage(
    "A connection pooler in between",
    when: "always",
    finds:
      "that another process answers than the one the session began with, or that a replication session is refused by the protocol",
    why:
      "a pooler may hand each transaction to another session, and most cannot carry replication at all",
    severity: "error where no replication session opens, else warning",
    remedies: [
      "Host and port of the server itself; a pooler usually listens on 6432, 6543 or 25061, or has `-pooler` in its name."
    ],
    topic: .connection,
    sources: [CheckPage.postgres("protocol-replication.html")])

  func findings(_ facts: Facts) -> [Finding] {
    let remedies = facts.provider.guide.connection()
    if let refusal = Refusal(facts, .poolerRefused) {
      return [
        finding(
          .error, "", refusal.found, why: "a connection pooler cannot carry logical replication",
          remedies: remedies)
      ]
    }
    guard facts.server.isPooled else { return [] }
    let carries = facts.replication != nil
    return [
      finding(
        carries ? .warning : .error, "",
        "another process answers than the one this session began with: \(facts.host) is a pooler",
        why: "logical replication needs the server itself", remedies: remedies)
    ]
  }
}
