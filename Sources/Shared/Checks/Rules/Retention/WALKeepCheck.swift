import Diagnostics

/// Whether WAL is retained that no slot needs.
struct WALKeepCheck: Check {
  let id = "wal-keep"
  let group = Group.retention
  let needs: [FactFamily] = [.settings]
  let page = CheckPage(
    "WAL that is always retained",
    when: "always",
    finds: "`wal_keep_size` (before 13 `wal_keep_segments`) above zero",
    why: "slots retain what they need by themselves; this setting is for standbys without a slot",
    severity: "note",
    remedies: ["Nothing; or set it to 0 if no standby needs it (reload)."],
    topic: .parameter("wal_keep_size", value: "0", restart: false),
    sources: [CheckPage.postgres("runtime-config-replication.html")])

  func findings(_ facts: Facts) -> [Finding] {
    let size = facts.server.settings["wal_keep_size"]?.bytes
    let segments = facts.setting("wal_keep_segments").flatMap(Int.init) ?? 0
    let bytes = size ?? segments * facts.segmentBytes
    guard bytes > 0 else { return [] }
    let name = size == nil ? "wal_keep_segments" : "wal_keep_size"
    return [
      finding(
        .info, name, "\(Amount.bytes(bytes)) of WAL is always retained (\(name))",
        why: "slots do not need it")
    ]
  }
}
