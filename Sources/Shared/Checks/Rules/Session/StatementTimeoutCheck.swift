/// Whether the snapshot's statements would be cancelled.
struct StatementTimeoutCheck: Check {
  let id = "statement-timeout"
  let group = Group.session
  let needsConfiguration = true
  let needs: [FactFamily] = [.settings, .clock]
  let page = CheckPage(
    "statement_timeout",
    when: "a snapshot is still to be taken",
    finds: "that long statements of this role are cancelled",
    why: "the snapshot reads each table with one statement",
    severity:
      "note, because blink-run's sessions set it to 0 themselves; warning behind a pooler, which may not pass that on",
    remedies: [
      "None is needed where blink-run reaches the server itself.",
      "Behind a pooler: `ALTER ROLE … SET statement_timeout = 0`, or a direct connection.",
    ],
    sources: [CheckPage.postgres("runtime-config-client.html")])

  func findings(_ facts: Facts) -> [Finding] {
    snapshotTimeout("statement_timeout", ending: .warning, facts)
  }
}
