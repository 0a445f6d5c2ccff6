/// Whether the WAL contains what logical decoding needs.
struct WalLevelCheck: Check {
  let id = "wal-level"
  let group = Group.server
  let needs: [FactFamily] = [.settings]
  let page = CheckPage(
    "wal_level",
    when: "always",
    finds: "a `wal_level` other than `logical`; from 19 on, `minimal`",
    why: "the WAL then does not contain the rows of changes, so nothing can be streamed",
    severity: "error",
    remedies: [
      "Set it to `logical` and restart the server. The WAL becomes slightly larger.",
      "From 19 on `replica` is enough: the first logical slot raises the level automatically.",
    ],
    topic: .walLevel,
    needsRestart: true,
    sources: [
      CheckPage.postgres("runtime-config-wal.html"),
      CheckPage.postgres("logicaldecoding-explanation.html"),
    ])

  func findings(_ facts: Facts) -> [Finding] {
    let value = facts.setting("wal_level") ?? ""
    let rises = facts.server.version >= 190_000 && value == "replica"
    guard value != "logical", !rises else { return ok("wal_level = \(value)") }
    let change = facts.provider.set("wal_level", "logical", restart: true)
    // It may already be changed: then only the restart is missing.
    let isPending = facts.server.settings["wal_level"]?.isPendingRestart ?? false
    let restarts = isPending ? change.filter(\.isNextStep) : []
    return [
      finding(
        .error, "wal_level",
        "wal_level is \(value), must be logical"
          + (isPending ? "; it was changed, but the server has not been restarted since" : ""),
        why: "the WAL does not contain the rows of changes, so nothing can be streamed",
        remedies: restarts.map {
          var first = $0
          first.isNextStep = false
          return first
        } + change)
    ]
  }
}
