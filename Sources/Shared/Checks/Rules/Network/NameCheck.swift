import Postgres

/// Whether the host's name resolves.
struct NameCheck: Check {
  let id = "dns"
  let group = Group.connect
  let page = CheckPage(
    "The host name",
    when: "a host name is given",
    finds: "that the name has no address, or that no name server answers",
    why: "without an address there is no connection",
    severity: "error",
    remedies: [
      "Check `source.config.host` for a typo.",
      "If no name resolves, this machine's name server does not answer: `/etc/resolv.conf`, VPN.",
      "A private endpoint resolves only within its network.",
    ],
    topic: .address,
    sources: [CheckPage.postgres("libpq-connect.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let refusal = Refusal(facts, .nameResolution) else { return [] }
    let isTemporary = refusal.says("Temporary failure")
    return [
      finding(
        .error, "", refusal.found,
        why: isTemporary
          ? "no name server answers, so it is unknown whether \(facts.host) exists"
          : "the name \(facts.host) has no address",
        remedies: (isTemporary
          ? [
            Remedy(
              .command,
              "getent hosts \(Quoting.literal(facts.host))   # on this machine; see /etc/resolv.conf"
            )
          ]
          : [
            Remedy(
              .config, "host: check it for a typo; a private endpoint resolves only in its network")
          ])
          + facts.provider.guide.address())
    ]
  }
}
