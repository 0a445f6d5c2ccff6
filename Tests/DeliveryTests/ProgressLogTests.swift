import Delivery
import Diagnostics
import Postgres
import Testing

@Suite struct ProgressLogTests {
  private let start = ContinuousClock.now

  private func at(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

  private func reading(events: Int, lag: Int? = nil) -> RunFigures.Reading {
    var reading = RunFigures.Reading()
    reading.events = events
    reading.lag = lag
    return reading
  }

  private func copying(_ tables: Int, rows: Int, of expected: Int?) -> RunFigures.Reading {
    var reading = reading(events: rows)
    reading.snapshot = RunFigures.Snapshot(
      tablesDone: tables, tables: 2, rows: rows, bytes: 5 << 20, expectedRows: expected)
    return reading
  }

  @Test func aBusyStreamSaysOnceAMinuteWhatItDid() {
    var log = ProgressLog(reading(events: 100), now: start)
    #expect(log.entry(reading(events: 500), now: at(59)) == nil)
    let entry = log.entry(reading(events: 12_100, lag: 2048), now: at(60))
    #expect(entry?.message == "12000 events in the last minute, 200 a second, lag 2 kB")
    #expect(entry?.fields.first { $0.name == "lag_bytes" }?.value == .number(2048))
    #expect(log.entry(reading(events: 12_101), now: at(61)) == nil)
    #expect(
      log.entry(reading(events: 12_101), now: at(120))?.message
        == "1 event in the last minute, 0 a second")
  }

  @Test func anIdleStreamSaysNothing() {
    var log = ProgressLog(reading(events: 7), now: start)
    for minute in 1...5 {
      #expect(log.entry(reading(events: 7, lag: 5000), now: at(minute * 60)) == nil)
    }
  }

  @Test func aSnapshotSaysEveryTenSecondsHowFarItIs() {
    var log = ProgressLog(reading(events: 0), now: start)
    #expect(log.entry(copying(0, rows: 10, of: 100), now: at(9)) == nil)
    let entry = log.entry(copying(1, rows: 40, of: 100), now: at(10))
    #expect(entry?.message == "snapshot: 40 rows, 5 MB, 1 of 2 tables, 40 %")
    #expect(entry?.level == .info)
    #expect(log.entry(copying(1, rows: 50, of: 100), now: at(19)) == nil)
    // More rows than the planner knew of, and none that it knew of.
    #expect(
      log.entry(copying(1, rows: 500, of: 100), now: at(20))?.message
        == "snapshot: 500 rows, 5 MB, 1 of 2 tables, 99 %")
    #expect(
      log.entry(copying(0, rows: 1, of: nil), now: at(30))?.message
        == "snapshot: 1 row, 5 MB, 0 of 2 tables")
    // The stream begins a minute of its own.
    #expect(log.entry(reading(events: 600), now: at(31)) == nil)
    #expect(log.entry(reading(events: 700), now: at(90)) == nil)
    #expect(log.entry(reading(events: 700), now: at(91)) != nil)
  }

  @Test func whoSleepsUntilTheDeadlineSeesASnapshotInTime() {
    let log = ProgressLog(reading(events: 0), now: start)
    #expect(log.nextDeadline(now: start) == at(10))
    #expect(log.nextDeadline(now: at(55)) == at(60))
  }
}
