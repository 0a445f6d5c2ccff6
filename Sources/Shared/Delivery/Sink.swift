/// Where events go. Used by one thread.
///
/// Accepting and keeping are two things: only what is durable may be confirmed to the source.
package protocol Sink: AnyObject, Sendable {
  /// Takes a batch in order, after every earlier one.
  ///
  /// Gives `durable` where the batch and everything before it will survive a crash of this
  /// process (and whatever else the sink promises), `accepted` where only a later `flush` or
  /// batch will tell.
  func write(_ batch: borrowing Batch) throws(SinkError) -> Durability

  /// Makes everything that was accepted durable.
  func flush() throws(SinkError)
}

/// What a sink did with a batch.
package enum Durability: Sendable, Equatable { case accepted, durable }
