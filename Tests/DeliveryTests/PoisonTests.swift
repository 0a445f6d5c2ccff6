import Delivery
import Events
import Foundation
import Postgres
import Support
import System
import Testing

/// An event that the sink refuses for ever, and what becomes of its dead letter.
@Suite struct PoisonTests {
  private let context = SinkContext(
    systemID: "7", slot: "s", database: "d", statePosition: nil, streams: ContractEvents.streams)
  private let events = ContractEvents(seed: 3, transactions: 200).events

  /// Delivers every event; the one with number 500 is poison, also when it comes again.
  private func deliver(
    to target: MemoryTarget, _ policy: PoisonPolicy, _ fault: FaultySink.Fault = .stalls,
    at place: Int = .max
  ) throws -> DeliveryQueue.Progress {
    let bad = events[500].line
    let sink = FaultySink(MemorySink(target) { $0 == bad }, fault, at: place)
    let wake = WakeSignal()
    let queue = try DeliveryQueue(
      to: sink, limit: 1 << 24, wake: wake, poison: policy, firstPause: .microseconds(100))
    guard case .done = queue.open(context, stop: StopSignal()) else { return queue.progress }
    var block = EventBlock()
    for event in events {
      ContractEvents.add(event, to: &block)
      if block.events >= 40 { queue.offer(&block) }
    }
    queue.offer(&block)
    queue.close()
    while !queue.isFinished {
      _ = Poll.wait(any: [wake.descriptor], until: .now + .milliseconds(5))
      wake.lower()
    }
    return queue.progress
  }

  @Test func stopNamesTheEventAndWritesNothingBehindIt() throws {
    let target = MemoryTarget()
    let progress = try deliver(to: target, .stop)
    let error = try #require(progress.failure)
    guard case .poison = error.kind else {
      Issue.record("\(error)")
      return
    }
    let event = events[500]
    let table = ContractEvents.streams[event.stream].table.description
    #expect(error.message.contains(table))
    #expect(error.message.contains("key hash "))
    #expect(error.message.contains("\(event.position.lsn)/\(event.position.sequence)"))
    #expect(!error.message.contains("{\"id\""))
    #expect(target.lines == events.prefix(target.lines.count).map(\.line))
    #expect(target.lines.count <= 500)
  }

  @Test(arguments: [1, 2, 5, 9, 13, 14, 15, 16, 17, 18, 19, 20, 25])
  func aDeadLetterIsOneLineAndTheRestArrives(place: Int) throws {
    let folder = try TemporaryDirectory()
    let path = folder.path + "/dead.jsonl"
    let target = MemoryTarget()
    let progress = try deliver(to: target, .deadLetter(path: path), .fails, at: place)
    #expect(progress.failure == nil)
    #expect(progress.deadLetters == 1)
    #expect(progress.retries == 1)
    let letters = try folder.read("dead.jsonl").split(separator: "\n")
    try #require(letters.count == 1)
    let object = try JSONSerialization.jsonObject(with: Data(letters[0].utf8)) as? [String: Any]
    #expect(object?["sink"] as? String == "memory")
    #expect(object?["reason"] as? String == "it is poison")
    let position = object?["position"] as? [String: Any]
    #expect(position?["lsn"] as? String == "\(events[500].position.lsn)")
    let letter = try #require(DeadLetter(line: Array(letters[0].utf8)))
    #expect(String(decoding: letter.event, as: UTF8.self) == events[500].line)
    #expect(letter.position == events[500].position)
    var expected = events.map(\.line)
    expected.remove(at: 500)
    #expect(target.lines == expected)
  }

  @Test func aDeadLetterThatCannotBeWrittenEndsTheRun() throws {
    let progress = try deliver(to: MemoryTarget(), .deadLetter(path: "/nonexistent/dead.jsonl"))
    #expect(progress.failure?.kind == .refused)
    #expect(progress.failure?.message.contains("/nonexistent/dead.jsonl") == true)
  }

  private func letter(_ event: ContractEvents.Event) throws -> DeadLetter {
    try #require(DeadLetter(line: Array("{\"event\":\(event.line)}".utf8)))
  }

  @Test func whatIsOlderThanTheSinksOwnIsSkippedAndCounted() throws {
    let keyed = events.filter { $0.operation != .truncate }
    let target = MemoryTarget()
    _ = try deliver(to: target, .stop)
    target.unlock()
    let held = target.lines.count
    // Of one key: an older event, a newer one, and the newer one again.
    let old = try letter(try #require(keyed.first))
    let new = try letter(try #require(keyed.last))
    for place in [Int.max, 1, 2, 3, 4] {
      let sink = FaultySink(MemorySink(target), .fails, at: place)
      let outcome = try DeadLetterReplay(sink, context, isForced: false) { _ in }
        .send([old, new, new])
      let isFirst = place == .max
      #expect(outcome.skipped == (isFirst ? 1 : 2))
      #expect(outcome.sent == (isFirst ? 1 : 0))
      #expect(outcome.repeated == 1)
    }
    #expect(target.lines.count == held + 1)
    #expect(target.lines.last == keyed.last?.line)
  }

  @Test(arguments: FaultySink.Fault.allCases.filter { $0 == .fails || $0 == .failsAfterwards })
  func aReplayIsTriedAgain(fault: FaultySink.Fault) throws {
    let event = try letter(events[0])
    for place in 1...4 {
      let target = MemoryTarget()
      var warnings = 0
      let outcome = try DeadLetterReplay(
        FaultySink(MemorySink(target), fault, at: place), context, isForced: false
      ) { _ in warnings += 1 }.send([event])
      #expect(target.lines == [events[0].line])
      #expect(outcome.sent + outcome.skipped == 1)
      #expect(warnings == (place == 4 ? 0 : 1))
    }
  }

  @Test func linesThatAreNoLetters() {
    for line in ["", "{}", "[1]", #"{"event":[{"id":1}]}"#, #"{"event":{"event":"insert"}"#] {
      #expect(DeadLetter(line: Array(line.utf8)) == nil)
    }
  }
}
