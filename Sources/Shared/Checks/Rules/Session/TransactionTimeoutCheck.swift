/// Whether the snapshot's transaction would be ended.
struct TransactionTimeoutCheck: Check {
  let id = "transaction-timeout"
  let group = Group.session
  let needsConfiguration = true
  let needs: [FactFamily] = [.settings, .clock]
  let page = CheckPage(
    "transaction_timeout",
    when: "a snapshot has yet to be taken; from 17",
    finds: "that the server ends long transactions of this role",
    why: "the whole snapshot is one transaction; ending it ends the snapshot",
    severity:
      "note, because blink-run's sessions set it to 0; warning behind a pooler, which may not pass that on",
    remedies: [
      "Nothing, if blink-run connects directly to the server.",
      "Behind a pooler: `ALTER ROLE … SET transaction_timeout = 0`, or a direct connection.",
    ],
    sources: [CheckPage.postgres("runtime-config-client.html")])

  func findings(_ facts: Facts) -> [Finding] {
    snapshotTimeout("transaction_timeout", ending: .warning, facts)
  }
}
