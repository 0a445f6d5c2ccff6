/// Whether the snapshot's statements would be cancelled.
struct StatementTimeoutCheck: Check {
  let id = "statement-timeout"
  let group = Group.session
  let needsConfiguration = true
  let needs: [FactFamily] = [.settings, .clock]
  let page = CheckPage(
    "statement_timeout",
    when: "a snapshot has yet to be taken",
    finds: "that the server cancels long statements of this role",
    why: "the snapshot reads each table with one statement",
    severity:
      "note, because blink-run's sessions set it to 0; warning behind a pooler, which may not pass that on",
    remedies: [
      "Nothing, if blink-run connects directly to the server.",
      "Behind a pooler: `ALTER ROLE … SET statement_timeout = 0`, or a direct connection.",
    ],
    sources: [CheckPage.postgres("runtime-config-client.html")])

  func findings(_ facts: Facts) -> [Finding] {
    snapshotTimeout("statement_timeout", ending: .warning, facts)
  }
}
