/// What a batch must hold for a sink.
package enum SinkNeeds: Sendable, Equatable {
  /// The bytes of JSON Lines and nothing more: the stream then records nothing of single events.
  case lines
  /// The same, and the record table.
  case records
}
