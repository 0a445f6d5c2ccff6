import Diagnostics
import YAML

extension ValueReader {
  /// A scalar, its variables replaced; nil where nothing is written.
  func scalar(_ node: Node, _ path: String, _ kind: ValueKind) throws(AlreadyReported) -> Fields
    .Value?
  {
    if case .columnName = kind, case .scalar(let raw, _) = node.value {
      return .text(try columnName(raw, node, path))
    }
    if node.isWrittenNull, kind.choices.contains(where: { $0.text == "null" }) {
      return .text("null")
    }
    guard let text = try text(node, path) else { return nil }
    switch kind {
    case .integer(let range): return .integer(try integer(text, node, path, in: range))
    case .port:
      if text.isEmpty { return nil }
      return .integer(try integer(text, node, path, in: 1...65_535))
    case .boolean: return .boolean(try boolean(text, node, path))
    case .duration:
      guard let value = DurationText.parse(text) else {
        throw wrong(
          "wrong-kind", path, node, "a duration is expected, not `\(text)`",
          hint: "write a number with its unit: 500ms, 10s, 5m, 1h")
      }
      return .duration(value)
    case .date:
      guard isDate(text) else {
        throw wrong("wrong-kind", path, node, "a date YYYY-MM-DD is expected, not `\(text)`")
      }
    case .choice(let choices):
      guard let choice = choices.first(where: { $0.text == text }) else {
        throw wrongChoice(text, node, path, kind.availableValues)
      }
      if case .notBuilt(let advice) = choice.availability {
        collector.notBuilt(path, at: collector.place(node), "`\(text)` is ", advice: advice)
      }
    case .databrewType:
      guard DatabrewType(name: text) != nil else { throw unknownType(text, node, path) }
    case .slotName:
      guard text.utf8.count <= 63, text.utf8.allSatisfy(isSlotByte) else {
        throw wrong(
          "slot-name-valid", path, node, "`\(text)` is not a slot name",
          hint: "a to z, 0 to 9 and _ are allowed, at most 63 bytes")
      }
    case .identifier:
      guard text.utf8.count <= 63 else {
        throw wrong(
          "name-length", path, node, "longer than 63 bytes; PostgreSQL would cut it")
      }
    default: break
    }
    return text.isEmpty ? nil : .text(text)
  }

  /// A scalar's text with variables replaced; nil where nothing is written.
  private func text(_ node: Node, _ path: String) throws(AlreadyReported) -> String? {
    guard case .scalar(let raw, _) = node.value else {
      throw wrong("wrong-kind", path, node, "a value is expected, not \(node.kind)")
    }
    if node.isNull { return nil }
    if SecretReference.matches(raw) {
      collector.notBuilt(
        path, at: collector.place(node), "secret stores are ",
        advice: "use ${NAME} and the environment", isNeeded: true)
      throw AlreadyReported()
    }
    let value = try expanded(raw, node, path)
    guard !value.utf8.contains(0) else {
      throw wrong("nul", path, node, "a value with a NUL byte")
    }
    return value
  }

  private func expanded(_ raw: String, _ node: Node, _ path: String) throws(AlreadyReported)
    -> String
  {
    let (value, missing) = Substitution.expand(raw, collector.environment.value)
    for name in missing {
      collector.report(
        collector.options.requiresVariables ? .error : .warning, "variable-unset", path,
        at: collector.place(node), "\(path): variable \(name) is not set",
        hint: "export \(name)=…, write it into .env, or give a default: ${\(name):-…}")
    }
    if !missing.isEmpty { throw AlreadyReported() }
    return value
  }

  private func columnName(_ raw: String, _ node: Node, _ path: String) throws(AlreadyReported)
    -> String
  {
    let name = try expanded(raw, node, path)
    guard (1...63).contains(name.utf8.count), !name.utf8.contains(0) else {
      throw wrong("column-name", path, node, "1 to 63 bytes are expected")
    }
    return name
  }

  private func integer(
    _ text: String, _ node: Node, _ path: String, in range: ClosedRange<Int>
  ) throws(AlreadyReported) -> Int {
    let isDigits =
      !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
      && (text.utf8.first != 48 || text.utf8.count == 1)
    guard isDigits, let value = Int(text), range.contains(value) else {
      throw wrong(
        "wrong-kind", path, node,
        "a whole number from \(range.lowerBound) to \(range.upperBound) is expected,"
          + " not `\(text)`")
    }
    return value
  }

  private func boolean(_ text: String, _ node: Node, _ path: String) throws(AlreadyReported) -> Bool
  {
    switch text {
    case "true": return true
    case "false": return false
    default:
      throw wrong(
        "wrong-kind", path, node, "true or false is expected, not `\(text)`",
        hint: ["yes", "on", "1", "True", "TRUE"].contains(text) ? "write true" : nil)
    }
  }

  private func wrongChoice(
    _ text: String, _ node: Node, _ path: String, _ values: [String]
  ) -> AlreadyReported {
    wrong(
      "wrong-choice", path, node,
      "one of \(values.joined(separator: ", ")) is expected, not `\(text)`",
      hint: Nearest.match(for: text, in: values).map { "did you mean \($0)?" })
  }

  private func unknownType(_ text: String, _ node: Node, _ path: String) -> AlreadyReported {
    let names = DatabrewType.all.map(\.name)
    return wrong(
      "unknown-type", path, node, "`\(text)` is not a databrewType",
      hint: Nearest.match(for: text, in: names).map { "did you mean \($0)?" }
        ?? "known: \(names.joined(separator: ", "))")
  }

  private func isSlotByte(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "_")
  }

  /// Whether it is a day of the Gregorian calendar, `YYYY-MM-DD`.
  private func isDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 10,
      bytes.enumerated().allSatisfy({ index, byte in
        index == 4 || index == 7 ? byte == UInt8(ascii: "-") : (48...57).contains(byte)
      })
    else { return false }
    func number(_ places: Range<Int>) -> Int {
      places.reduce(0) { $0 * 10 + Int(bytes[$1] - 48) }
    }
    let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...12).contains(month) && (1...days[month - 1]).contains(day)
  }
}
