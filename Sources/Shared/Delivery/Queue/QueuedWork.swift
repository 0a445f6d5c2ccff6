/// What waits for the sink's thread.
enum QueuedWork {
  case batch(Batch)
  case command(SinkCommand)
  /// Nothing: the sink has a deadline.
  case deadline
}
