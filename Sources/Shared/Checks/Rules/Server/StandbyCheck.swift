/// Whether the server is a standby.
struct StandbyCheck: Check {
  let id = "standby"
  let group = Group.server
  let needs: [FactFamily] = [.server]
  let page = CheckPage(
    "A standby",
    when: "always",
    finds: "that the server is a read replica",
    why:
      "before 16 a standby cannot decode; from 16 it can, but a new slot waits for the primary, and publications are created there",
    severity: "error before 16, otherwise a warning",
    remedies: [
      "Connect to the primary.",
      "From 16: `SELECT pg_log_standby_snapshot()` on the primary lets a waiting slot continue.",
    ],
    topic: .address,
    sources: [CheckPage.postgres("logicaldecoding-explanation.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.server.isStandby else { return [] }
    let canDecode = facts.server.version >= 160_000
    return [
      finding(
        canDecode ? .warning : .error, "", "\(facts.host) is a standby",
        why: canDecode
          ? "a new slot waits for the primary, and the publication must be created there"
          : "standbys before 16 cannot decode, and publications are created on the primary",
        remedies: [Remedy(.config, "host of the primary")])
    ]
  }
}
