import Diagnostics

/// Whether the server invalidates slots that are idle for a while.
struct IdleSlotTimeoutCheck: Check {
  let id = "idle-slot-timeout"
  let group = Group.retention
  let needs: [FactFamily] = [.settings]
  let page = CheckPage(
    "Slots that time out",
    when: "from 18; on Neon always",
    finds: "`idle_replication_slot_timeout` above zero and below a day",
    why: "a longer pause of blink-run invalidates the slot, however little WAL it holds",
    severity: "warning; on Neon, which removes slots after about 40 idle hours, a note",
    remedies: ["Set it to 0, or to more than the longest pause you expect (reload)."],
    topic: .parameter("idle_replication_slot_timeout", value: "0", restart: false),
    sources: [
      CheckPage.postgres("runtime-config-replication.html"),
      "https://neon.com/docs/guides/logical-replication-neon",
    ])

  func findings(_ facts: Facts) -> [Finding] {
    if facts.provider == .neon {
      return [
        finding(.info, "", "Neon removes slots after about 40 idle hours")
      ]
    }
    guard let time = facts.server.settings["idle_replication_slot_timeout"]?.seconds, time > 0,
      time < 86_400
    else { return [] }
    return [
      finding(
        .warning, "idle_replication_slot_timeout",
        "a slot that is idle for \(Amount.time(time)) is invalidated",
        why: "after a longer pause of blink-run, undelivered changes are lost",
        remedies: facts.provider.set("idle_replication_slot_timeout", "0", restart: false))
    ]
  }
}
