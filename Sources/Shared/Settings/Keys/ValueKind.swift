/// What the value of a key must be.
///
/// Every scalar may hold `${NAME}`: the rules are those of the value with the variables replaced.
indirect enum ValueKind: Sendable {
  /// Any scalar; an empty one is as an absent key.
  case text
  /// A text that names a file.
  case path
  /// A text of at most 63 bytes.
  case identifier
  /// Any scalar of 1 to 63 bytes; a column may be called `null`.
  case columnName
  /// `table` or `schema.table` (`StreamName`).
  case streamName
  /// A replication slot's name, as PostgreSQL allows them.
  case slotName
  case databrewType
  /// A whole number, in digits.
  case integer(ClosedRange<Int>)
  /// A port; an empty one is as an absent key.
  case port
  case boolean
  /// `500ms`, `10s`, `5m`, `1h`.
  case duration
  /// `YYYY-MM-DD`.
  case date
  /// One of these texts.
  case choice([Choice])
  /// Anything; for keys that are not built yet.
  case anything
  case mapping(Section)
  /// A mapping whose section depends on another key of the same mapping, which is declared
  /// before it; the first section holds where that key is left out.
  case variant(of: String, [(value: String, section: Section)])
  /// A list of at least so many.
  case list(of: ValueKind, atLeast: Int = 0)
  /// A text, or a mapping that says the same.
  case textOr(Section)

  /// One of these texts.
  static func oneOf(_ texts: String...) -> ValueKind { .choice(texts.map { Choice(text: $0) }) }

  /// One of a type's values.
  ///
  /// - Parameter planned: further values that are reserved but not built yet.
  static func choice<Value: DeclaredChoice>(
    of type: Value.Type, planned: [String] = []
  ) -> ValueKind {
    let own = type.allCases.map { Choice(text: $0.rawValue, availability: $0.availability) }
    let advice = "available: " + ValueKind.choice(own).availableValues.joined(separator: ", ")
    return .choice(
      own + planned.map { Choice(text: $0, availability: .notBuilt(advice: advice)) })
  }

  /// The values of a choice that have an effect.
  var availableValues: [String] { choices.filter(\.availability.isAvailable).map(\.text) }

  /// The values of a choice that are reserved but have no effect yet.
  var plannedValues: [String] { choices.filter { !$0.availability.isAvailable }.map(\.text) }

  /// The values of a choice; empty for another kind.
  var choices: [Choice] { if case .choice(let choices) = self { choices } else { [] } }

  /// The kind in a few words, for the reference page.
  var words: String {
    switch self {
    case .text, .columnName: "text"
    case .path: "path"
    case .identifier: "text, at most 63 bytes"
    case .streamName: "stream name"
    case .slotName: "slot name"
    case .databrewType: "a databrewType"
    case .integer(let range): "\(range.lowerBound) to \(range.upperBound)"
    case .port: "port"
    case .boolean: "boolean"
    case .duration: "duration"
    case .date: "date, YYYY-MM-DD"
    case .choice: availableValues.joined(separator: ", ")
    case .anything: "anything"
    case .mapping, .variant: "mapping"
    case .list(.mapping(let section), _): "list of \(section.rawValue)s"
    case .list(let kind, _): "list: \(kind.words)"
    case .textOr: "text or mapping"
    }
  }
}
