/// The JSON Schema of the configuration, from the same declarations as the reader, so that
/// editors complete and check the file.
///
/// It knows values, not spellings: a file that the reader accepts is valid, and of the mistakes
/// it finds those that can be said of single values and keys.
package enum JSONSchema {
  /// The schema, draft 2020-12.
  package static func document() -> JSON {
    var definitions = Dictionary(
      uniqueKeysWithValues: Section.allCases.map { ($0.rawValue, object($0)) })
    definitions["variable"] = [
      "type": "string", "pattern": .text(variable),
      "description": "A variable: ${NAME}, ${NAME:default} or ${NAME:-default}.",
    ]
    definitions["secretStore"] = ["type": "string", "pattern": .text(SecretReference.pattern)]
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "blink",
      "description": "Configuration of blink-schema and blink-run.",
      "$ref": .text(path(of: .file)),
      // The streams stand in one of two places.
      "anyOf": [requiring("service"), requiring("source")],
      "$defs": .object(definitions),
    ]
  }

  /// A text that holds a variable.
  private static let variable = "\\$\\{"

  private static func path(of section: Section) -> String { "#/$defs/\(section.rawValue)" }

  private static func requiring(_ key: String) -> JSON {
    [
      "required": [.text(key)],
      "properties": .object([
        key: [
          "type": "object", "required": ["stream_schema"],
          "properties": ["stream_schema": ["type": "array"]],
        ]
      ]),
    ]
  }

  private static func object(_ section: Section) -> JSON {
    let keys = section.keys
    let required = keys.filter { $0.isRequired && !accepts(null: $0.kind) }
    var properties = Dictionary(uniqueKeysWithValues: keys.map { ($0.name, property($0)) })
    for key in section.keysWithoutMeaning {
      properties[key] = [
        "deprecated": true, "description": "Upstream Blink's; has no meaning here.",
      ]
    }
    var members: [String: JSON] = [
      "title": .text(section.title.replacing("`", with: "")),
      // A mapping whose keys are all commented out is null.
      "type": required.isEmpty ? ["object", "null"] : "object",
      "additionalProperties": false,
      "properties": .object(properties),
    ]
    let names = keys.filter(\.isRequired).map { JSON.text($0.name) }
    if !names.isEmpty { members["required"] = .array(names) }
    let variants = keys.flatMap(conditions)
    if !variants.isEmpty { members["allOf"] = .array(variants) }
    return .object(members)
  }

  /// Whether a required key of this kind may have nothing as its value.
  private static func accepts(null kind: ValueKind) -> Bool {
    if case .columnName = kind { true } else { false }
  }

  private static func property(_ key: Key) -> JSON {
    guard case .object(var members) = schema(key) else { return true }
    var description = key.meaning
    if !key.defaultText.isEmpty { description += " Default: \(key.defaultText)." }
    let planned = key.availability.isAvailable ? key.kind.plannedValues : [key.name]
    if !planned.isEmpty {
      description += " (\(Availability.words): \(planned.joined(separator: ", ")))"
    }
    members["description"] = .text(description)
    if case .value(let text) = key.fallback, let value = value(text, key.kind) {
      members["default"] = value
    }
    return .object(members)
  }

  /// What a key may hold: of one that is not built yet, what asks for nothing.
  private static func schema(_ key: Key) -> JSON {
    guard key.availability.isAvailable else {
      var values: [JSON] = [.null]
      if case .value(let text) = key.fallback {
        values.append(.text(text))
        if let value = value(text, key.kind), value != .text(text) { values.append(value) }
      }
      return ["anyOf": [["enum": .array(values)], ["$ref": "#/$defs/variable"]]]
    }
    return schema(key.kind, isRequired: key.isRequired)
  }

  /// A default as a value; nil where it is words for people.
  private static func value(_ text: String, _ kind: ValueKind) -> JSON? {
    switch kind {
    case .integer, .port: Int(text).map { .number($0) }
    case .boolean: text.isEmpty ? nil : .boolean(text == "true")
    case .duration: DurationText.parse(text).map { _ in .text(text) }
    case .choice: .text(text)
    default: nil
    }
  }

  /// The section of a mapping that depends on another key.
  private static func conditions(_ key: Key) -> [JSON] {
    guard case .variant(let other, let variants) = key.kind else { return [] }
    return variants.enumerated().map { index, variant in
      let values: [JSON] = [.text(variant.value)] + (index == 0 ? [.null] : [])
      return [
        "if": [
          "properties": .object([other: ["enum": .array(values)]]),
          "required": .array(index == 0 ? [] : [.text(other)]),
        ],
        "then": [
          "properties": .object([key.name: ["$ref": .text(path(of: variant.section))]])
        ],
      ]
    }
  }

  private static func schema(_ kind: ValueKind, isRequired: Bool = true) -> JSON {
    switch kind {
    case .text, .path:
      return text(isRequired)
    case .identifier: return text(isRequired, pattern: "^[\\s\\S]{0,63}$")
    case .columnName:
      return [
        "type": ["string", "number", "boolean", "null"],
        "pattern": .text("^[\\s\\S]{1,63}$|\(variable)"),
      ]
    case .streamName:
      let part = "(\"([^\"]|\"\")+\"|[^\".][^.]*)"
      return text(isRequired, pattern: "^\(part)(\\.\(part))?$")
    case .slotName: return text(isRequired, pattern: "^[a-z0-9_]{0,63}$")
    case .databrewType: return choice(DatabrewType.all.map(\.name), isRequired)
    case .choice: return choice(kind.availableValues, isRequired)
    case .anything: return [:]
    case .integer(let range): return integer(range, isRequired, pattern: "^[0-9]+$")
    case .port: return integer(1...65_535, isRequired, pattern: "^[0-9]*$")
    case .boolean: return scalar(["boolean", "string"], isRequired, pattern: "^(true|false)$")
    case .duration: return scalar(["string"], isRequired, pattern: "^[0-9]{1,9}(ms|s|m|h)$")
    case .date: return scalar(["string"], isRequired, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    case .mapping(let section): return ["$ref": .text(path(of: section))]
    case .variant: return ["type": ["object", "null"]]
    case .list(let kind, let minimum):
      return [
        "type": isRequired ? "array" : ["array", "null"], "items": schema(kind),
        "minItems": .number(minimum),
      ]
    case .textOr(let section):
      return ["anyOf": [text(isRequired), ["$ref": .text(path(of: section))]]]
    }
  }

  /// A scalar of these JSON types; `pattern` is for those that are strings.
  private static func scalar(
    _ types: [JSON], _ isRequired: Bool, pattern: String? = nil
  ) -> JSON {
    var members: [String: JSON] = ["type": .array(isRequired ? types : types + ["null"])]
    if let pattern { members["pattern"] = .text("\(pattern)|\(variable)") }
    return .object(members)
  }

  private static func text(_ isRequired: Bool, pattern: String? = nil) -> JSON {
    let scalar = scalar(["string", "number", "boolean"], isRequired, pattern: pattern)
    guard case .object(var members) = scalar else { return scalar }
    members["not"] = ["$ref": "#/$defs/secretStore"]
    if isRequired { members["minLength"] = .number(1) }
    return .object(members)
  }

  private static func integer(
    _ range: ClosedRange<Int>, _ isRequired: Bool, pattern: String
  ) -> JSON {
    let scalar = scalar(["integer", "string"], isRequired, pattern: pattern)
    guard case .object(var members) = scalar else { return scalar }
    members["minimum"] = .number(range.lowerBound)
    members["maximum"] = .number(range.upperBound)
    return .object(members)
  }

  private static func choice(_ values: [String], _ isRequired: Bool) -> JSON {
    // Written without quotes, `null` is not a string.
    let hasNull = !isRequired || values.contains("null")
    return [
      "anyOf": [
        ["enum": .array(values.map { .text($0) } + (hasNull ? [.null] : []))],
        ["$ref": "#/$defs/variable"],
      ]
    ]
  }
}
