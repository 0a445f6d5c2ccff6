package import Delivery
package import Postgres
import Synchronization
import System

/// A sink in front of another one, which goes wrong at its n-th operation.
package final class FaultySink: Sink, Sendable {
  /// How it goes wrong.
  package enum Fault: Sendable, CaseIterable {
    /// The operation is not done; it can be tried again.
    case fails
    /// The operation is done, but who asked for it is told that it failed.
    case failsAfterwards
    /// The operation is not done, and no other one will be: the process is gone.
    case dies
    /// The same after it was done.
    case diesAfterwards
    /// The operation takes some time.
    case stalls
    /// The operation is not done, but reported as done: no sink may do this.
    case lies
  }

  private let sink: any Sink
  private let fault: Fault
  private let place: Int
  private let count = Atomic(0)

  /// - Parameter place: the operation that goes wrong, from 1.
  package init(_ sink: any Sink, _ fault: Fault, at place: Int) {
    self.sink = sink
    self.fault = fault
    self.place = place
  }

  /// Whether that operation has come.
  package var wasReached: Bool { count.load(ordering: .relaxed) >= place }

  package var name: String { sink.name }
  package var needs: SinkNeeds { sink.needs }
  package var keepsPosition: Bool { sink.keepsPosition }
  package var figures: SinkFigures { sink.figures }
  package var nextDeadline: ContinuousClock.Instant? { sink.nextDeadline }

  package func inspect(_ context: SinkContext) throws(SinkError) -> SinkPosition? {
    try sink.inspect(context)
  }

  package func open(_ context: SinkContext) throws(SinkError) -> SinkPosition? {
    try operation { () throws(SinkError) in try sink.open(context) } ?? nil
  }

  package func write(_ batch: borrowing Batch) throws(SinkError) -> Durability {
    let number = count.wrappingAdd(1, ordering: .relaxed).newValue
    if number == place {
      switch fault {
      case .fails: throw SinkError(.retry(after: nil), "it failed")
      case .dies: throw SinkError(.refused, "it died")
      case .lies: return .durable
      case .stalls: pause()
      case .failsAfterwards, .diesAfterwards: break
      }
    }
    let result = try sink.write(batch)
    if number == place {
      if fault == .failsAfterwards { throw SinkError(.retry(after: nil), "it failed") }
      if fault == .diesAfterwards { throw SinkError(.refused, "it died") }
    }
    return result
  }

  package func settle(until deadline: ContinuousClock.Instant) throws(SinkError) -> Int {
    try operation { () throws(SinkError) in try sink.settle(until: deadline) } ?? 0
  }

  package func flush() throws(SinkError) {
    _ = try operation { () throws(SinkError) in try sink.flush() }
  }

  package func beginSnapshot(at point: LSN) throws(SinkError) {
    _ = try operation { () throws(SinkError) in try sink.beginSnapshot(at: point) }
  }

  package func endSnapshot(at point: LSN) throws(SinkError) {
    _ = try operation { () throws(SinkError) in try sink.endSnapshot(at: point) }
  }

  package func newest(of stream: String, key: [UInt8]) throws(SinkError) -> NewestEvent {
    try sink.newest(of: stream, key: key)
  }

  package func close() { sink.close() }

  /// Nil where the operation was not done.
  private func operation<R>(_ body: () throws(SinkError) -> R) throws(SinkError) -> R? {
    let number = count.wrappingAdd(1, ordering: .relaxed).newValue
    guard number == place else { return try body() }
    switch fault {
    case .fails: throw SinkError(.retry(after: nil), "it failed")
    case .dies: throw SinkError(.refused, "it died")
    case .lies: return nil
    case .stalls:
      pause()
      return try body()
    case .failsAfterwards:
      _ = try body()
      throw SinkError(.retry(after: nil), "it failed")
    case .diesAfterwards:
      _ = try body()
      throw SinkError(.refused, "it died")
    }
  }

  /// Longer than ``SinkContract`` waits for progress at a time.
  private func pause() { Poll.pause(.milliseconds(6)) }
}
