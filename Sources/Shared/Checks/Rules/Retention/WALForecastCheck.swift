import Diagnostics

/// How long the pipeline may be stopped.
struct WALForecastCheck: Check {
  let id = "wal-forecast"
  let group = Group.retention
  let needs: [FactFamily] = [.settings, .wal]
  let page = CheckPage(
    "How long a pause may last",
    when: "always",
    finds:
      "how much WAL is written per second, and when an unread slot would be lost or the disk full. The rate comes from the server's statistics since their reset (from 14; a statement's WAL is counted when it ends), or is measured with `--sample`; free disk space is known only on the server's own machine",
    why: "a slot retains WAL for a stopped consumer until a limit is reached or the disk is full",
    severity: "a note; a warning if the disk would be full within a day",
    sideEffects: "none; `--sample` also reads a part of the largest table",
    remedies: [
      "`--sample 30s` at a busy time: the average in the server's statistics hides peaks.",
      "Set `max_slot_wal_keep_size`, so that the slot is lost instead of the server.",
      "A larger disk, and an alert on its use.",
    ],
    topic: .parameter("max_slot_wal_keep_size", value: "10240", restart: false),
    sources: [
      CheckPage.postgres("view-pg-replication-slots.html"),
      CheckPage.postgres("monitoring-stats.html"),
    ])

  func findings(_ facts: Facts) -> [Finding] {
    let forecast = PauseForecast(facts)
    var result = [self.finding(facts, forecast)]
    // Without a limit only the disk bounds what slots retain, so its usage should be visible.
    if facts.server.settings["max_slot_wal_keep_size"]?.bytes == nil,
      case .denied(let right) = facts.gaps[.walDirectory]
    {
      var unknown = finding(
        .unknown, "", "this role may not read the size of pg_wal",
        remedies: [Remedy(.sql, right, by: "superuser, or the provider's administrator")])
      unknown.missingRight = right
      result.append(unknown)
    }
    return result
  }

  private func finding(_ facts: Facts, _ forecast: PauseForecast) -> Finding {
    let rate =
      facts.walRate.map {
        $0 < 1
          ? "almost no WAL is written (\(facts.walRateOrigin))"
          : "\(Amount.rate($0)) of WAL (\(facts.walRateOrigin))"
      } ?? "the rate of WAL is unknown: --sample 30s measures it"
    let held = facts.wal.directoryBytes.map { "; pg_wal takes \(Amount.bytes($0))" } ?? ""
    let isTight = forecast.end == .disk && forecast.seconds ?? .infinity < 86_400
    return finding(
      isTight ? .warning : .info, "", "\(rate); \(outcome(facts, forecast))\(held)",
      why: isTight ? "a full disk stops the server" : "",
      remedies: isTight ? RetentionAdvice.remedies(facts) : [])
  }

  /// What happens while the slot is not read.
  private func outcome(_ facts: Facts, _ forecast: PauseForecast) -> String {
    let slot = facts.slot.map { "slot \($0)" } ?? "a slot"
    let room = forecast.bytes.map { "\(Amount.bytes($0)) of WAL" } ?? ""
    let lasts = forecast.seconds.map { ", which lasts \(Amount.time($0))" } ?? ""
    switch forecast.end {
    case .slot:
      return "unread, \(slot) is lost at the first checkpoint after another \(room)\(lasts)"
    case .disk: return "unread, \(slot) fills the disk with another \(room)\(lasts)"
    case .idle:
      return "unread, \(slot) is invalidated after \(Amount.time(forecast.seconds ?? 0))"
    case nil:
      let example = facts.walRate.flatMap { $0 >= 1 ? Double(100 << 30) / $0 : nil }
        .map { ": 100 GB of disk space last \(Amount.time($0))" }
      return "unread, \(slot) retains WAL until the disk is full\(example ?? "")"
    }
  }
}
