import Diagnostics

/// How long the first snapshot will take.
struct SnapshotEstimateCheck: Check {
  let id = "snapshot-estimate"
  let group = Group.retention
  let needsConfiguration = true
  let needs: [FactFamily] = [.streams, .sizes, .slots]
  let page = CheckPage(
    "The first snapshot",
    when: "a file with `stream_snapshot: true` is given, and the slot does not exist yet",
    finds:
      "how much will be read, and how long that takes: at an assumed 32 MB/s, or at the speed at which `--sample` read a part of the largest table",
    why:
      "the slot retains all WAL written in the meantime, and an interrupted snapshot starts again",
    severity: "a note; a warning if it takes more than a day",
    sideEffects: "none; `--sample` reads a part of the largest table",
    remedies: [
      "More `snapshot_workers`, if the server's disk is fast enough.",
      "Take it at a time of few writes.",
      "Fewer tables, or several pipelines.",
    ],
    sources: [CheckPage.postgres("logicaldecoding-explanation.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let forecast = SnapshotForecast(facts) else { return [] }
    let rows = forecast.rows.map { ", about \(Amount.count($0, "row"))" } ?? ""
    let speed = "\(Amount.rate(forecast.speed)), \(forecast.isMeasured ? "measured" : "assumed")"
    let wal =
      forecast.wal.map { "; \(Amount.bytes(Int(min($0, 1e15)))) of WAL in the meantime" } ?? ""
    let isLong = forecast.seconds > 86_400
    return [
      finding(
        isLong ? .warning : .info, "",
        "\(Amount.count(forecast.tables, "table"))\(rows), \(Amount.bytes(forecast.bytes)): \(Amount.time(forecast.seconds)) at \(speed)\(wal)",
        why: isLong ? "an interrupted snapshot starts again" : "",
        remedies: isLong
          ? [Remedy(.config, "snapshot_workers: 4   # if the server's disk is fast enough")] : [])
    ]
  }
}
