/// Whether the WAL holds what logical decoding needs.
struct WalLevelCheck: Check {
  let id = "wal-level"
  let group = Group.server
  let needs: [FactFamily] = [.settings]
  let page = CheckPage(
    "wal_level",
    when: "always",
    finds: "a `wal_level` other than `logical`",
    why: "the WAL then does not hold the rows of changes, so nothing can be streamed",
    severity: "error",
    remedies: ["Set it to `logical` and restart the server. The WAL grows a little."],
    topic: .walLevel,
    needsRestart: true,
    sources: [
      CheckPage.postgres("runtime-config-wal.html"),
      CheckPage.postgres("logicaldecoding-explanation.html"),
    ])

  func findings(_ facts: Facts) -> [Finding] {
    let value = facts.setting("wal_level") ?? ""
    guard value != "logical" else { return ok("wal_level = logical") }
    return [
      finding(
        .error, "wal_level", "wal_level is \(value), must be logical",
        why: "the WAL does not hold the rows of changes, so nothing can be streamed",
        remedies: facts.provider.set("wal_level", "logical", restart: true))
    ]
  }
}
