import Diagnostics

/// How long the pipeline may be down.
struct WALForecastCheck: Check {
  let id = "wal-forecast"
  let group = Group.retention
  let needs: [FactFamily] = [.settings, .wal]
  let page = CheckPage(
    "How long a pause may last",
    when: "always",
    finds:
      "the WAL that is written in a second, and when a slot that nobody reads would be lost, or the disk full. The rate is that of the server's statistics since their reset (from 14; what a statement writes is counted when it is done), or measured with `--sample`; the room on disk is known only on the server's own machine",
    why: "a slot keeps WAL for a consumer that is down, until a limit or the disk ends that",
    severity: "a note; a warning where the disk would be full within a day",
    sideEffects: "none; `--sample` also reads a part of the largest table",
    remedies: [
      "`--sample 30s` at a busy time: the average of the server's statistics hides peaks.",
      "Set `max_slot_wal_keep_size`, so that the slot is lost and not the server.",
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
    // What slots hold is bounded by the disk alone: then its use should be seen.
    if facts.server.settings["max_slot_wal_keep_size"]?.bytes == nil,
      case .denied(let right) = facts.gaps[.walDirectory]
    {
      var unknown = finding(
        .unknown, "", "this role may not see how much pg_wal takes",
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
          ? "hardly any WAL is written (\(facts.walRateOrigin))"
          : "\(Amount.rate($0)) of WAL (\(facts.walRateOrigin))"
      } ?? "the rate of WAL is not known yet: --sample 30s measures it"
    let held = facts.wal.directoryBytes.map { "; pg_wal takes \(Amount.bytes($0))" } ?? ""
    let isTight = forecast.end == .disk && forecast.seconds ?? .infinity < 86_400
    return finding(
      isTight ? .warning : .info, "", "\(rate); \(outcome(facts, forecast))\(held)",
      why: isTight ? "a full disk stops the server" : "",
      remedies: isTight ? RetentionAdvice.remedies(facts) : [])
  }

  /// What happens while nobody reads the slot.
  private func outcome(_ facts: Facts, _ forecast: PauseForecast) -> String {
    let slot = facts.slot.map { "slot \($0)" } ?? "a slot"
    let room = forecast.bytes.map { "\(Amount.bytes($0)) of WAL" } ?? ""
    let lasts = forecast.seconds.map { ", which lasts \(Amount.time($0))" } ?? ""
    switch forecast.end {
    case .slot:
      return "unread, \(slot) is lost at the first checkpoint after another \(room)\(lasts)"
    case .disk: return "unread, \(slot) fills the disk with another \(room)\(lasts)"
    case .idle:
      return "unread, \(slot) is ended after \(Amount.time(forecast.seconds ?? 0))"
    case nil:
      let example = facts.walRate.flatMap { $0 >= 1 ? Double(100 << 30) / $0 : nil }
        .map { ": 100 GB of room last \(Amount.time($0))" }
      return "unread, \(slot) keeps WAL until the disk is full\(example ?? "")"
    }
  }
}
