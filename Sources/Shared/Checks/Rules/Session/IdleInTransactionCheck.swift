/// Whether the snapshot's session would be ended while it is idle.
struct IdleInTransactionCheck: Check {
  let id = "idle-in-transaction-timeout"
  let group = Group.session
  let needsConfiguration = true
  let needs: [FactFamily] = [.settings, .clock]
  let page = CheckPage(
    "idle_in_transaction_session_timeout",
    when: "a snapshot has yet to be taken",
    finds: "that this role's sessions are ended if their transaction is idle",
    why:
      "the session that holds the snapshot is idle while other sessions read the tables; ending it ends the snapshot",
    severity:
      "note, because blink-run's sessions set it to 0; warning behind a pooler, which may not pass that on",
    remedies: [
      "Nothing, if blink-run connects directly to the server.",
      "Behind a pooler: `ALTER ROLE … SET idle_in_transaction_session_timeout = 0`, or a direct connection.",
    ],
    sources: [CheckPage.postgres("runtime-config-client.html")])

  func findings(_ facts: Facts) -> [Finding] {
    snapshotTimeout("idle_in_transaction_session_timeout", ending: .warning, facts)
  }
}
