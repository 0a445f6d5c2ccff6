/// Where the runner says what it does: sentences for the log, figures for a progress line.
package protocol Reporter: AnyObject, Sendable {
  /// Something that a user wants to read once.
  func note(_ text: String)
  /// Something that a user should act on.
  func warning(_ text: String)
  /// Whether anybody sees the figures: without, nobody has to wake up for them.
  var showsProgress: Bool { get }
  /// The latest figures; called some times a second while work goes on.
  func progress(_ figures: ProgressFigures)
}
