/// What holds where a key is left out.
enum Default: Sendable, Equatable {
  /// There is nothing to say.
  case none
  /// A value, as the file would spell it.
  case value(String)
  /// A description, for people.
  case words(String)

  /// The value of a settings type as the file would spell it.
  static func value(_ number: Int) -> Default { .value("\(number)") }

  /// The value of a settings type as the file would spell it.
  static func value(_ isTrue: Bool) -> Default { .value("\(isTrue)") }

  /// The value of a settings type as the file would spell it.
  static func value(_ duration: Duration) -> Default { .value(DurationText.text(duration)) }

  /// The value of a settings type as the file would spell it.
  static func value(_ choice: some RawRepresentable<String>) -> Default { .value(choice.rawValue) }

  /// The default for people; empty where there is nothing to say.
  var text: String {
    switch self {
    case .none: ""
    case .value(let text), .words(let text): text
    }
  }
}
