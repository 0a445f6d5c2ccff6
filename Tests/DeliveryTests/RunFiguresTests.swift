import Delivery
import Postgres
import Testing

@Suite struct RunFiguresTests {
  @Test func figuresAreWhatWasRaised() {
    let figures = RunFigures()
    #expect(figures.reading == RunFigures.Reading())
    figures.wrote(events: 2, bytes: 100)
    figures.wrote(events: 1, bytes: 50)
    figures.streamed(serverEnd: LSN(1000), watermark: LSN(900))
    let reading = figures.reading
    #expect(reading.events == 3 && reading.bytes == 150 && reading.lag == 100)
    // A position behind what is delivered is an old one of the server.
    figures.streamed(serverEnd: LSN(800), watermark: LSN(900))
    #expect(figures.reading.lag == nil)
  }

  @Test func aSnapshotCountsItsOwnRows() {
    let figures = RunFigures()
    figures.wrote(events: 10, bytes: 1000)
    figures.beginSnapshot(tables: 3, expectedRows: 8)
    figures.wrote(events: 2, bytes: 60)
    figures.copied(tables: 1)
    #expect(
      figures.reading.snapshot
        == RunFigures.Snapshot(tablesDone: 1, tables: 3, rows: 2, bytes: 60, expectedRows: 8))
    #expect(figures.reading.snapshot?.percent == 25)
    figures.endSnapshot()
    #expect(figures.reading.snapshot == nil)
    #expect(figures.reading.events == 12)
  }
}
