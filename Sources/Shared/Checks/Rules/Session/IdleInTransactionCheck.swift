/// Whether the snapshot's session would be ended while it waits.
struct IdleInTransactionCheck: Check {
  let id = "idle-in-transaction-timeout"
  let group = Group.session
  let needsConfiguration = true
  let needs: [FactFamily] = [.settings, .clock]
  let page = CheckPage(
    "idle_in_transaction_session_timeout",
    when: "a snapshot is still to be taken",
    finds: "that this role's sessions are ended when their transaction rests",
    why:
      "the session that keeps the snapshot of the whole database rests while the tables are read; ending it ends the snapshot",
    severity:
      "note, because blink-run's sessions set it to 0 themselves; warning behind a pooler, which may not pass that on",
    remedies: [
      "None is needed where blink-run reaches the server itself.",
      "Behind a pooler: `ALTER ROLE … SET idle_in_transaction_session_timeout = 0`, or a direct connection.",
    ],
    sources: [CheckPage.postgres("runtime-config-client.html")])

  func findings(_ facts: Facts) -> [Finding] {
    snapshotTimeout("idle_in_transaction_session_timeout", ending: .warning, facts)
  }
}
