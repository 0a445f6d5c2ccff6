import Testing
import Support

/// Something that a start meets, and how doctor, the dry run and the run must all end.
struct Situation: Sendable, CustomTestStringConvertible {
  var name: String
  /// The exit code of all three.
  var exit: Int32
  /// The id that all three name; nil where they start.
  var reason: String?
  var prepare: @Sendable (Fixture, _ role: String) throws -> Void
  /// The operator's choices; doctor knows none, so it is not asked where there are some.
  var choices: [String] = []

  var testDescription: String { name }

  init(
    _ name: String, _ exit: Int32, _ reason: String? = nil, choices: [String] = [],
    _ prepare: @escaping @Sendable (Fixture, _ role: String) throws -> Void
  ) {
    self.name = name
    self.exit = exit
    self.reason = reason
    self.choices = choices
    self.prepare = prepare
  }
}
