/// Whether the server's timeout for a silent consumer is reasonable.
struct SenderTimeoutCheck: Check {
  let id = "wal-sender-timeout"
  let group = Group.session
  let needs: [FactFamily] = [.settings]
  let page = CheckPage(
    "wal_sender_timeout",
    when: "always",
    finds: "less than 10 seconds, or 0",
    why:
      "blink-run answers after a third of this time, so if it is short, any network interruption ends the stream, which then restarts; with 0 the server never notices that a consumer is gone, and its slot stays in use for hours",
    severity: "warning",
    remedies: [
      "60 seconds, the default: from 12 for this role only, `ALTER ROLE … SET wal_sender_timeout = '60s'`; before for the whole server (reload)."
    ],
    topic: .parameter("wal_sender_timeout", value: "60s", restart: false),
    sources: [CheckPage.postgres("runtime-config-replication.html")])

  func findings(_ facts: Facts) -> [Finding] {
    let name = "wal_sender_timeout"
    guard let setting = SessionSetting(name, facts), let number = setting.number, number < 10_000
    else { return [] }
    return [
      finding(
        .warning, name, setting.words,
        why: number == 0
          ? "the server never notices that a consumer is gone: its slot stays in use"
          : "any network interruption of that length ends the stream",
        remedies: facts.server.version >= 120_000
          ? [setting.override("60s")] : facts.provider.set(name, "60s", restart: false))
    ]
  }
}
