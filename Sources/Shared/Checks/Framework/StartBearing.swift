/// What an error of a check means for a start.
package enum StartBearing: Sendable {
  /// blink-run refuses to start (exit 2).
  case refuses
  /// The start plan judges the same under the same id, with the operator's choices.
  case planned
  /// The start itself fixes it.
  case cured
}
