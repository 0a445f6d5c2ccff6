import Postgres

/// Whether something answers at the address.
struct ReachCheck: Check {
  let id = "tcp"
  let group = Group.connect
  let page = CheckPage(
    "Host and port",
    when: "always",
    finds: "that nothing listens there, or that no answer comes",
    why:
      "a refused connection means no server at that port; silence means a firewall, or a wrong address",
    severity: "error",
    remedies: [
      "Check host and port, and that PostgreSQL runs and listens on that address (`listen_addresses`).",
      "Open the firewall, security group or allow-list for this machine.",
    ],
    topic: .connection,
    sources: [CheckPage.postgres("runtime-config-connection.html")])

  func findings(_ facts: Facts) -> [Finding] {
    if let refusal = Refusal(facts, .unreachable) {
      let host = facts.host.isEmpty ? "the local socket" : facts.host
      return [
        finding(
          .error, "", refusal.found, why: "nothing answers on \(host), port \(facts.port)",
          remedies: [
            Remedy(.text, "check host and port, and that PostgreSQL runs and listens there")
          ] + facts.provider.guide.connection())
      ]
    }
    guard let refusal = Refusal(facts, .timeout) else { return [] }
    return [
      finding(
        .error, "", refusal.found,
        why:
          "no answer from \(facts.host): a firewall drops the packets, or the address is wrong",
        remedies: [Remedy(.text, "open the firewall or security group for this machine")]
          + facts.provider.guide.connection())
    ]
  }
}
