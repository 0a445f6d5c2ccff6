import Diagnostics
import Pipeline
import Postgres
import Support
import Synchronization
import System
import Testing

@Suite struct StateSaverTests {
  /// A disk that takes its time: it stores a position when it is told to.
  private final class Disk: Sendable {
    private let state = Monitor((permits: 0, stored: [LSN](), failsAt: LSN?.none))

    init(failsAt position: LSN? = nil) { state.withLock { $0.failsAt = position } }

    func store(_ position: LSN) throws(Failure) {
      let fails = state.wait(until: { $0.permits > 0 }) { state in
        state.permits -= 1
        if position != state.failsAt { state.stored.append(position) }
        return position == state.failsAt
      }
      if fails { throw Failure(.configuration, "no room") }
    }

    func permit(_ count: Int = 1) { state.withLock { $0.permits += count } }
    var stored: [LSN] { state.read { $0.stored } }
  }

  private let wake = WakeSignal()

  private func waitForWake() {
    _ = Poll.wait(any: [wake.descriptor], until: .now + .seconds(60))
    wake.lower()
  }

  private func saver(_ disk: Disk) throws -> StateSaver {
    try StateSaver(wake: wake) { position throws(Failure) in try disk.store(position) }
  }

  @Test func whileADiskIsSlowNobodyWaitsAndNothingCountsAsStored() throws {
    let disk = Disk()
    let saver = try saver(disk)
    var seen = 0
    for position in 1...1000 { saver.save(LSN(UInt64(position))) }
    #expect(saver.outcome.stored == nil)
    #expect(saver.outcome(since: &seen) == nil)
    #expect(!saver.isIdle)
    disk.permit()
    waitForWake()
    let first = try #require(saver.outcome(since: &seen)?.stored)
    #expect(disk.stored == [first])
    disk.permit()
    while saver.outcome.stored != LSN(1000), first != LSN(1000) { waitForWake() }
    // One of them was being stored, the newest followed, and the rest never reached the disk.
    #expect(disk.stored.count <= 2)
    #expect(disk.stored.last == LSN(1000))
    #expect(saver.isIdle)
    saver.close()
  }

  @Test func afterAFailureNothingMoreIsStored() throws {
    let disk = Disk(failsAt: LSN(2))
    let saver = try saver(disk)
    disk.permit(10)
    saver.save(LSN(1))
    waitForWake()
    #expect(saver.outcome.stored == LSN(1))
    saver.save(LSN(2))
    waitForWake()
    #expect(saver.outcome.stored == LSN(1))
    #expect(saver.outcome.failure?.message == "no room")
    saver.save(LSN(3))
    #expect(saver.isIdle)
    #expect(disk.stored == [LSN(1)])
  }

  @Test func aPositionNeverGoesBack() throws {
    let disk = Disk()
    let saver = try saver(disk)
    disk.permit(10)
    saver.save(LSN(5))
    waitForWake()
    saver.save(LSN(4))
    saver.save(LSN(5))
    #expect(saver.isIdle)
    #expect(disk.stored == [LSN(5)])
    saver.close()
  }

  @Test func whatWasHandedOverIsStoredBeforeItEnds() throws {
    let disk = Disk()
    let saver = try saver(disk)
    saver.save(LSN(7))
    saver.close()
    disk.permit()
    waitForWake()
    #expect(disk.stored == [LSN(7)])
  }
}
