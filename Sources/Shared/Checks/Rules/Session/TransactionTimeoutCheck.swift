/// Whether the snapshot's transaction would be ended.
struct TransactionTimeoutCheck: Check {
  let id = "transaction-timeout"
  let group = Group.session
  let needsConfiguration = true
  let needs: [FactFamily] = [.settings, .clock]
  let page = CheckPage(
    "transaction_timeout",
    when: "a snapshot is still to be taken; from 17",
    finds: "that long transactions of this role are ended",
    why: "the whole snapshot is one transaction; ending it ends the snapshot",
    severity:
      "note, because blink-run's sessions set it to 0 themselves; warning behind a pooler, which may not pass that on",
    remedies: [
      "None is needed where blink-run reaches the server itself.",
      "Behind a pooler: `ALTER ROLE … SET transaction_timeout = 0`, or a direct connection.",
    ],
    sources: [CheckPage.postgres("runtime-config-client.html")])

  func findings(_ facts: Facts) -> [Finding] {
    snapshotTimeout("transaction_timeout", ending: .warning, facts)
  }
}
