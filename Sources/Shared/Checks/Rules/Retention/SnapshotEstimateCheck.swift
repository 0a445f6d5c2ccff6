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
      "how much will be read, and how long that takes: at 32 MB/s, which is an assumption, or as fast as `--sample` has read a part of the largest table",
    why:
      "the slot keeps all WAL that is written meanwhile, and a snapshot that is cut begins again",
    severity: "a note; a warning where it takes more than a day",
    sideEffects: "none; `--sample` reads a part of the largest table",
    remedies: [
      "More `snapshot_workers`, where the server's disk can follow.",
      "Take it while little is written.",
      "Fewer tables, or several pipelines.",
    ],
    sources: [CheckPage.postgres("logicaldecoding-explanation.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let forecast = SnapshotForecast(facts) else { return [] }
    let rows = forecast.rows.map { ", about \($0) rows" } ?? ""
    let speed = "\(Amount.rate(forecast.speed)), \(forecast.isMeasured ? "measured" : "assumed")"
    let wal = forecast.wal.map { "; \(Amount.bytes(Int(min($0, 1e15)))) of WAL meanwhile" } ?? ""
    let isLong = forecast.seconds > 86_400
    return [
      finding(
        isLong ? .warning : .info, "",
        "\(forecast.tables) \(forecast.tables == 1 ? "table" : "tables")\(rows), \(Amount.bytes(forecast.bytes)): \(Amount.time(forecast.seconds)) at \(speed)\(wal)",
        why: isLong ? "a snapshot that is cut begins again" : "",
        remedies: isLong
          ? [Remedy(.config, "snapshot_workers: 4   # where the server's disk can follow")] : [])
    ]
  }
}
