import Diagnostics

/// Whether WAL is written that contains nothing for this pipeline.
struct IdleStreamCheck: Check {
  let id = "idle-stream"
  let group = Group.retention
  let needsConfiguration = true
  let needs: [FactFamily] = [.activity, .wal]
  let page = CheckPage(
    "Tables without changes while WAL is written",
    when: "a file is given; from 14, or with `--sample`",
    finds:
      "no change of the file's tables while other tables or databases write a kilobyte of WAL a second, or more",
    why:
      "the slot advances only while blink-run is connected and confirms the server's keepalives; while it is stopped, the slot retains WAL although it contains nothing to deliver",
    severity: "note",
    remedies: ["Nothing, while blink-run is connected."],
    sources: [CheckPage.postgres("protocol-replication.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let rate = facts.walRate, rate >= 1_024, let changed = facts.wal.changedRows else {
      return []
    }
    let when: String
    if let sampled = facts.wal.sampledRows {
      guard sampled == 0 else { return [] }
      when = "for \(Amount.time(facts.wal.sampledSeconds ?? 0))"
    } else {
      guard changed == 0 else { return [] }
      when = "since the statistics were reset"
    }
    return [
      finding(
        .info, "",
        "the file's tables have not changed \(when), while \(Amount.rate(rate)) of WAL was written",
        why: "the slot advances only while blink-run is connected")
    ]
  }
}
