import Events
import Postgres
import Support
import System
import Testing

@testable import Delivery

/// How the sink's thread waits, opens again, and judges what it finds.
@Suite struct SinkThreadTests {
  private let context = SinkContext(
    systemID: "7", slot: "s", database: "d", statePosition: nil, streams: ContractEvents.streams)

  @Test func pausesDoubleUpToHalfAMinuteAndKeepToAWish() {
    var pauses = SinkPauses()
    let longest = (0..<12).map { _ in pauses.pause(wish: nil) { 0 } }
    #expect(longest.prefix(3) == [.milliseconds(100), .milliseconds(200), .milliseconds(400)])
    #expect(longest.last == .seconds(30))
    pauses.reset()
    #expect(pauses.pause(wish: nil) { 1 } == .milliseconds(50))
    #expect(pauses.pause(wish: .seconds(5)) { 0 } == .seconds(5))
  }

  @Test func aTargetThatWasSetBackWhileItWasAwayIsAGap() throws {
    let target = MemoryTarget()
    let wake = WakeSignal()
    // The fourth operation is the write of the second batch.
    let sink = FaultySink(SetBack(MemorySink(target), target), .fails, at: 5)
    let queue = try DeliveryQueue(
      to: sink, limit: 1 << 20, wake: wake, firstPause: .microseconds(1))
    _ = queue.open(context, stop: StopSignal())
    for event in ContractEvents(seed: 1, transactions: 4).events where event.isLast {
      var block = EventBlock()
      ContractEvents.add(event, to: &block)
      queue.offer(&block)
      _ = eventually { queue.progress.inFlight == 0 || queue.progress.failure != nil }
    }
    #expect(queue.progress.failure?.kind == .behind)
    queue.close()
  }

  @Test func aRunThatEndsDoesNotWaitForATargetThatIsAway() throws {
    let wake = WakeSignal()
    let queue = try DeliveryQueue(
      to: FaultySink(Away(), .stalls, at: .max), limit: 1 << 20, wake: wake,
      firstPause: .seconds(20))
    let stop = StopSignal()
    stop.raise()
    guard case .interrupted = queue.open(context, stop: stop) else {
      Issue.record("it did not wait")
      return
    }
    queue.close()
    #expect(eventually(5) { queue.isFinished })
  }

  @Test func keysHaveShortNames() {
    #expect(KeyHash.text([]) == "cbf29ce484222325")
    #expect(KeyHash.text(Array("{\"id\":1}".utf8)) != KeyHash.text(Array("{\"id\":2}".utf8)))
  }

  @Test func aTableIsCutWithItsBlock() {
    var block = EventBlock()
    let events = ContractEvents(seed: 5, transactions: 3).events
    for event in events { ContractEvents.add(event, to: &block) }
    #expect(block.records.parts.count == 3)
    #expect(block.records.parts.allSatisfy { $0.end != nil })
    let first = block.records.records(ofPart: 0)
    let length = Int(block.records.records[first.upperBound - 1].end)
    block.truncate(to: length, events: first.count)
    #expect(block.records.count == first.count && block.records.parts.count == 1)
    #expect(block.records.part(of: 0).lsn == events[0].position.lsn)
  }
}

/// A target that is never there.
private final class Away: Sink {
  let name = "away"
  func open(_ context: SinkContext) throws(SinkError) -> SinkPosition? {
    throw SinkError(.retry(after: nil), "it is away")
  }
  func write(_ batch: borrowing Batch) throws(SinkError) -> Durability { .accepted }
  func flush() throws(SinkError) {}
}

/// A sink whose target is set back whenever it is closed.
private final class SetBack: Sink {
  private let sink: MemorySink
  private let target: MemoryTarget
  let name = "set back"
  let needs = SinkNeeds.records
  let keepsPosition = true

  init(_ sink: MemorySink, _ target: MemoryTarget) {
    self.sink = sink
    self.target = target
  }

  func open(_ context: SinkContext) throws(SinkError) -> SinkPosition? { try sink.open(context) }
  func write(_ batch: borrowing Batch) throws(SinkError) -> Durability { try sink.write(batch) }
  func flush() throws(SinkError) { try sink.flush() }
  func close() {
    sink.close()
    target.restore(SinkPosition(event: nil, end: LSN(1)))
  }
}
