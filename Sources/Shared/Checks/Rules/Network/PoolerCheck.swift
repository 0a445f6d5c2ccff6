import Postgres

/// Whether the session reaches the server itself.
struct PoolerCheck: Check {
  let id = "pooler"
  let group = Group.connect
  let page = CheckPage(
    "A connection pooler in between",
    when: "always",
    finds:
      "that a different process answers than the one that opened the session, or that the replication protocol is refused; host and port alone are only a hint",
    why:
      "a pooler may run each transaction in another server session, and most poolers do not support replication",
    severity:
      "error if no replication session can be opened, otherwise a warning; note if only host or port hint at it",
    remedies: [
      "Host and port of the server itself; a pooler usually listens on 6432, 6543 or 25061, or has `-pooler` in its name."
    ],
    topic: .address,
    sources: [
      CheckPage.postgres("protocol-replication.html"), "https://www.pgbouncer.org/changelog.html",
    ])

  func findings(_ facts: Facts) -> [Finding] {
    let direct = Remedy(.config, "host and port: those of the server itself, not of the pooler")
    let remedies = [direct] + facts.provider.guide.address()
    if let refusal = Refusal(facts, .poolerRefused) {
      return [
        finding(
          .error, "", refusal.found,
          why: "a connection pooler does not support logical replication",
          remedies: remedies)
      ]
    }
    let carries = facts.replication != nil
    if facts.server.isPooled {
      return [
        finding(
          carries ? .warning : .error, "",
          "a different process answers than the one that opened this session: \(facts.host) is a pooler",
          why: "logical replication requires a direct connection to the server", remedies: remedies)
      ]
    }
    guard facts.connectionError == nil, let hint = Self.hint(facts.host, facts.port) else {
      return []
    }
    // By behaviour it is the server; many servers listen on such ports.
    if carries { return [finding(.info, "", "\(hint), but the server itself answers")] }
    return [
      finding(
        .warning, "", "\(hint), and no replication session can be opened",
        why: "logical replication requires a direct connection to the server", remedies: remedies)
    ]
  }

  /// What in an address is usual for poolers.
  static func hint(_ host: String, _ port: String) -> String? {
    for mark in ["-pooler.", ".pooler.", ".proxy-"] where host.contains(mark) {
      return "\(mark) in a host name is usual for poolers"
    }
    return ["6432", "6543", "25061"].contains(port) ? "port \(port) is usual for poolers" : nil
  }
}
