import Postgres

/// Whether something answers at the address.
struct ReachCheck: Check {
  let id = "tcp"
  let group = Group.connect
  let page = CheckPage(
    "Host and port",
    when: "always",
    finds: "that nothing listens there, that the host is unreachable, or that it does not answer",
    why:
      "a refused connection means that no server listens on that port; no answer means a firewall or a wrong address; a host with only IPv6 addresses cannot be reached from a machine without IPv6",
    severity: "error",
    remedies: [
      "Check host and port, and that PostgreSQL is running and listens on that address (`listen_addresses`).",
      "Open the firewall, security group or allow-list for this machine.",
      "For a host with only IPv6 addresses: IPv6 on this machine, or the provider's IPv4 address.",
    ],
    topic: .reach,
    sources: [CheckPage.postgres("runtime-config-connection.html")])

  func findings(_ facts: Facts) -> [Finding] {
    let guide = CheckPage.Topic.reach.remedies(at: facts.provider)
    if let refusal = Refusal(facts, .timeout) {
      return [
        finding(
          .error, "", refusal.found,
          why:
            "no answer from \(facts.host): a firewall drops the packets, or the address is wrong",
          remedies: [Remedy(.text, "open the firewall or security group for this machine")] + guide)
      ]
    }
    guard let refusal = Refusal(facts, .unreachable) else { return [] }
    let (why, remedy) = reason(refusal, facts)
    return [finding(.error, "", refusal.found, why: why, remedies: [remedy] + guide)]
  }

  private func reason(_ refusal: Refusal, _ facts: Facts) -> (why: String, Remedy) {
    if refusal.says("No such file or directory") {
      return (
        "no server listens on that socket",
        Remedy(.config, "host: 127.0.0.1, or the directory with the server's socket")
      )
    }
    if refusal.says("server closed the connection") || refusal.says("reset by peer") {
      return (
        "something on port \(facts.port) accepts and closes the connection: another program, or a crashing server",
        Remedy(.text, "check what listens on that port, and the server's log")
      )
    }
    if !refusal.says("Connection refused"), Self.hasOnlySix(refusal.error.message) {
      return (
        "\(facts.host) has only IPv6 addresses, and this machine has no IPv6 route to it",
        Remedy(.text, "enable IPv6 on this machine, or use the provider's IPv4 address")
      )
    }
    return (
      "nothing listens on \(facts.host.isEmpty ? "the local socket" : facts.host), port \(facts.port)",
      Remedy(
        .text,
        "check host and port, that PostgreSQL is running, and that its settings listen_addresses and port match"
      )
    )
  }

  /// Whether every address that libpq tried, `"host" (address), port`, is one of IPv6.
  static func hasOnlySix(_ message: String) -> Bool {
    let tries = message.split(separator: "; ").filter { $0.contains("connection to server at") }
    return !tries.isEmpty
      && tries.allSatisfy { text in
        let from = text.firstIndex(of: "(") ?? text.firstIndex(of: "\"") ?? text.startIndex
        return text[from...].prefix { $0 != ")" && $0 != "," }.contains(":")
      }
  }
}
