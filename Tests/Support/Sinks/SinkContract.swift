package import Delivery
import Events
import Postgres
import System

/// What every sink promises, tried with a fault at every operation: no event is lost, each stays in
/// its order, and a sink that keeps its own position holds each exactly once.
package struct SinkContract {
  /// Where a sink writes to; it stays while sinks come and go.
  package struct Target {
    /// A sink as a new process would create it.
    package var sink: () throws -> any Sink
    /// The durable lines of each stream, in order.
    package var lines: () throws -> [[String]]

    /// Joins both.
    package init(sink: @escaping () throws -> any Sink, lines: @escaping () throws -> [[String]]) {
      self.sink = sink
      self.lines = lines
    }
  }

  /// What was found wrong; empty where all is well.
  package private(set) var problems: [String] = []
  /// Whether the last process found the lock taken.
  private var isFenced = false
  /// Places that were tried.
  package private(set) var places = 0

  private let source: ContractEvents
  /// The lines of each stream's events.
  private let expected: [[String]]
  /// For each stream the lines of each snapshot that a history can take.
  private let snapshots: [[[String]]]
  private let withSnapshot: Bool

  /// - Parameter withSnapshot: whether the rows of a snapshot come first.
  package init(seed: UInt64 = 1, transactions: Int = 12, withSnapshot: Bool = true) {
    source = ContractEvents(seed: seed, transactions: transactions)
    let (events, streams) = (source.events, ContractEvents.streams.indices)
    expected = streams.map { stream in events.filter { $0.stream == stream }.map(\.line) }
    let rows = (1...6).map { ContractEvents.rows(at: LSN(UInt64(0x100 * $0))) }
    snapshots = streams.map { stream in
      rows.map { $0.filter { $0.stream == stream }.map(\.line) }
    }
    self.withSnapshot = withSnapshot
  }

  /// Runs with `fault` at the first operation, then with it at the second, and so on until a run
  /// ends before it comes.
  ///
  /// - Parameter target: an empty one for each run.
  package mutating func tryEveryPlace(
    _ fault: FaultySink.Fault, _ target: () throws -> Target
  ) throws {
    for place in 1... {
      let target = try target()
      let wasReached = try run(target, fault, at: place)
      places = place
      let found = try compare(target)
      if !found.isEmpty { problems.append("\(fault) at \(place): \(found)") }
      if !wasReached || problems.count > 3 { return }
    }
  }

  /// One history: processes follow each other until everything was delivered.
  private mutating func run(
    _ target: Target, _ fault: FaultySink.Fault, at place: Int
  ) throws -> Bool {
    var confirmed = LSN.zero
    var snapshot = withSnapshot ? 1 : 0
    var wasReached = false
    for process in 0..<5 {
      let sink = FaultySink(try target.sink(), fault, at: process == 0 ? place : .max)
      var isDone = try runProcess(sink, &confirmed, &snapshot)
      if process == 0 { wasReached = sink.wasReached }
      // A program that another test has just started holds copies of our descriptors, and with
      // them the lock of the process before, until it is loaded.
      let limit = ContinuousClock.now + .seconds(10)
      while isFenced, ContinuousClock.now < limit {
        Poll.pause(.milliseconds(10))
        isDone = try runProcess(try target.sink(), &confirmed, &snapshot)
      }
      if isDone { return wasReached }
    }
    problems.append("\(fault) at \(place): not done after five processes")
    return wasReached
  }

  /// Returns whether everything was delivered; else the process is gone.
  private mutating func runProcess(
    _ sink: any Sink, _ confirmed: inout LSN, _ snapshot: inout Int
  ) throws -> Bool {
    let wake = WakeSignal()
    let stop = StopSignal()
    let queue = try DeliveryQueue(
      to: sink, limit: 1 << 20, wake: wake, firstPause: .microseconds(100))
    defer {
      queue.close()
      while !queue.isFinished {
        _ = Poll.wait(any: [wake.descriptor], until: .now + .milliseconds(5))
      }
    }
    let context = SinkContext(
      systemID: "7", slot: "s", database: "d", statePosition: confirmed > .zero ? confirmed : nil,
      streams: ContractEvents.streams)
    let answer = queue.open(context, stop: stop)
    isFenced = queue.progress.failure?.kind == .fenced
    guard case .done(let position) = answer else { return false }
    if sink.keepsPosition, let position, position.end < confirmed {
      problems.append("the sink is at \(position.end), \(confirmed) was confirmed")
    }
    if sink.keepsPosition, position == nil, confirmed > .zero {
      problems.append("the sink has forgotten that \(confirmed) was confirmed")
    }
    if snapshot > 0, confirmed == .zero {
      let point = LSN(UInt64(0x100 * snapshot))
      snapshot += 1
      guard case .done = queue.beginSnapshot(at: point, stop: stop) else { return false }
      for row in ContractEvents.rows(at: point) {
        var block = EventBlock()
        ContractEvents.add(row, at: point, to: &block)
        guard queue.offer(&block, worker: row.stream, rows: 5, bytes: 1 << 20) else { return false }
      }
      guard wait(queue), case .done = queue.endSnapshot(at: point, stop: stop) else {
        return false
      }
      confirmed = point
    }
    let start = max(position?.end ?? .zero, confirmed)
    var block = EventBlock()
    for event in source.events where event.end > start {
      if let held = position?.event, event.position <= held { continue }
      ContractEvents.add(event, to: &block)
      // Blocks end anywhere, most often inside of a transaction.
      if block.events >= 1 + Int(event.position.lsn.value / 0x100 % 4) { queue.offer(&block) }
    }
    queue.offer(&block)
    let isDone = wait(queue)
    confirmed = max(confirmed, queue.progress.watermark ?? .zero)
    return isDone
  }

  /// Waits until all is durable, or the sink takes no more.
  private func wait(_ queue: DeliveryQueue) -> Bool {
    while queue.progress.inFlight > 0 {
      if queue.progress.failure != nil { return false }
      _ = Poll.wait(any: [queue.wake.descriptor], until: .now + .milliseconds(5))
      queue.wake.lower()
    }
    return queue.progress.failure == nil
  }

  /// How the line of a snapshot's row begins.
  private static let row = Array("{\"event\":\"snapshot".utf8)

  private func compare(_ target: Target) throws -> String {
    let found = try target.lines()
    for stream in ContractEvents.streams.indices {
      let lines = found[stream]
      let rows = lines.filter { $0.utf8.starts(with: Self.row) }
      let events = lines.filter { !$0.utf8.starts(with: Self.row) }
      if events != expected[stream] {
        return "stream \(stream): \(events.count) events, \(expected[stream].count) expected"
      }
      guard withSnapshot else { continue }
      // Which attempt of the snapshot has succeeded is nobody's promise; that it is one is.
      if !snapshots[stream].contains(rows) || Array(lines.prefix(rows.count)) != rows {
        return "stream \(stream): \(rows.count) rows, not those of one snapshot"
      }
    }
    return ""
  }
}
