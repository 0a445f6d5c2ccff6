package import Events
package import Postgres

/// Where events go. One thread uses it: `open`, then `write`, `settle` and `flush` in any number,
/// then `close`; after an error that can be retried `close` and `open` again.
///
/// Accepting and keeping are two things: only what is durable may be confirmed to the source.
package protocol Sink: AnyObject, Sendable {
  /// Its name in messages: the driver.
  var name: String { get }

  /// What a batch must hold.
  var needs: SinkNeeds { get }

  /// Whether it keeps its own position, which then wins over the state file.
  var keepsPosition: Bool { get }

  /// Returns the position that the sink keeps itself, nil where it keeps none or has none yet.
  /// Takes no fence and changes nothing.
  func inspect(_ context: SinkContext) throws(SinkError) -> SinkPosition?

  /// Connects, checks the target, takes the fence, and returns the sink's own position as
  /// `inspect` does. What was accepted and not durable is forgotten: it is written again.
  func open(_ context: SinkContext) throws(SinkError) -> SinkPosition?

  /// Takes a batch in order, after every earlier one.
  ///
  /// Of a batch with records it takes those that ``Batch/toWrite`` names. Where it throws `poison`
  /// it has taken those before that record.
  ///
  /// - Returns: `durable` where the batch and everything before it will survive a crash of this
  ///   process (and whatever else the sink promises), `accepted` where only `settle`, `flush` or a
  ///   later batch tells.
  func write(_ batch: borrowing Batch) throws(SinkError) -> Durability

  /// Returns how many of the oldest accepted batches have become durable, waiting for more until
  /// `deadline` at most; does what is due at `nextDeadline`.
  func settle(until deadline: ContinuousClock.Instant) throws(SinkError) -> Int

  /// Makes everything that was accepted durable.
  func flush() throws(SinkError)

  /// When `settle` is to be called although nothing is written; nil for never.
  var nextDeadline: ContinuousClock.Instant? { get }

  /// The rows of a snapshot follow. A snapshot that was begun before, and behind which no event of
  /// the stream was written, is void.
  ///
  /// - Parameter point: the snapshot's consistent point.
  func beginSnapshot(at point: LSN) throws(SinkError)

  /// All rows of the snapshot were written; they are durable when it returns.
  func endSnapshot(at point: LSN) throws(SinkError)

  /// Returns the newest event that the target holds for a key.
  ///
  /// - Parameters:
  ///   - stream: the stream's name as the configuration writes it.
  ///   - key: the bytes of the event's `key`.
  func newest(of stream: String, key: [UInt8]) throws(SinkError) -> NewestEvent

  /// Lets go of everything, the fence included; never blocks for long.
  func close()

  /// What it has counted.
  var figures: SinkFigures { get }
}

/// What a sink did with a batch.
package enum Durability: Sendable, Equatable { case accepted, durable }

/// What a sink knows of a key.
package enum NewestEvent: Sendable, Equatable {
  /// The target cannot tell.
  case unknown
  /// It holds no event of the key.
  case none
  case event(EventPosition)
}

extension Sink {
  package var needs: SinkNeeds { .lines }
  package var keepsPosition: Bool { false }
  package func inspect(_ context: SinkContext) throws(SinkError) -> SinkPosition? { nil }
  package func open(_ context: SinkContext) throws(SinkError) -> SinkPosition? { nil }
  package func settle(until deadline: ContinuousClock.Instant) throws(SinkError) -> Int { 0 }
  package var nextDeadline: ContinuousClock.Instant? { nil }
  package func beginSnapshot(at point: LSN) throws(SinkError) {}
  package func endSnapshot(at point: LSN) throws(SinkError) {}
  package func newest(of stream: String, key: [UInt8]) throws(SinkError) -> NewestEvent { .unknown }
  package func close() {}
  package var figures: SinkFigures { SinkFigures() }
}
