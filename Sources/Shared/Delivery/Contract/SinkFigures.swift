/// What a sink has counted since it was created.
package struct SinkFigures: Sendable, Equatable {
  /// Events that came again and were recognised.
  package var duplicatesDropped = 0

  /// Nothing yet.
  package init() {}
}
