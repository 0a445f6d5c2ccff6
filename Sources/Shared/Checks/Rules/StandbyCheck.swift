/// Whether the server is a standby.
struct StandbyCheck: Check {
  let id = "standby"
  let group = Group.server
  let needsConfiguration = false

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.server.isStandby else { return [] }
    let canDecode = facts.server.version >= 160_000
    return [
      Finding(
        canDecode ? .warning : .error, id, "", "\(facts.host) is a standby",
        why: canDecode
          ? "a new slot waits for the primary, and the publication must be made there"
          : "standbys before 16 cannot decode, and publications are made on the primary",
        remedies: [Remedy(.config, "host of the primary")])
    ]
  }
}
