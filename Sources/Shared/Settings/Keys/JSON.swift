/// A JSON document, for what is generated from declarations.
package enum JSON: Sendable, Equatable {
  case object([String: JSON])
  case array([JSON])
  case text(String)
  case number(Int)
  case boolean(Bool)
  case null
}

extension JSON: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .object(let members): try container.encode(members)
    case .array(let items): try container.encode(items)
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    case .boolean(let value): try container.encode(value)
    case .null: try container.encodeNil()
    }
  }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral, ExpressibleByBooleanLiteral
{
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }

  package init(arrayLiteral elements: JSON...) { self = .array(elements) }

  package init(stringLiteral value: String) { self = .text(value) }

  package init(booleanLiteral value: Bool) { self = .boolean(value) }
}
