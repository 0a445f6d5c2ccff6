/// Something that a run reports while it goes on.
package struct LogEntry: Sendable, Equatable {
  /// How much it matters.
  package enum Level: String, Sendable {
    case info, warning, error
  }

  /// A fact beside the sentence, for programs that read the log.
  package enum Value: Sendable, Equatable {
    case text(String)
    case number(Int)
    case list([String])
  }

  package var level: Level
  /// One sentence, without a full stop.
  package var message: String
  /// Names and values that the sentence has too.
  package var fields: [(name: String, value: Value)]

  /// Describes an event.
  package init(
    _ level: Level, _ message: String, _ fields: [(name: String, value: Value)] = []
  ) {
    self.level = level
    self.message = message
    self.fields = fields
  }

  package static func == (a: Self, b: Self) -> Bool {
    a.level == b.level && a.message == b.message
      && a.fields.elementsEqual(b.fields) { $0.name == $1.name && $0.value == $1.value }
  }
}
