import Postgres

/// Whether the host's name resolves.
struct NameCheck: Check {
  let id = "dns"
  let group = Group.connect
  let page = CheckPage(
    "The host name",
    when: "a host name is given",
    finds: "that the name has no address",
    why: "without an address there is no connection",
    severity: "error",
    remedies: [
      "Check `source.config.host` for a slip.",
      "A host that has only IPv6 addresses needs IPv6 on this machine.",
    ],
    topic: .connection,
    sources: [CheckPage.postgres("libpq-connect.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let refusal = Refusal(facts, .nameResolution) else { return [] }
    return [
      finding(
        .error, "", refusal.found, why: "the name \(facts.host) does not resolve",
        remedies: [Remedy(.config, "check source.config.host")])
    ]
  }
}
