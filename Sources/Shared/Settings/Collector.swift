import Diagnostics
import YAML

/// Gathers what is wrong while a file is read, and reads single values.
final class Collector {
  let file: String
  let environment: EnvironmentSource
  let options: ConfigurationReader.Options
  private(set) var diagnostics: [Diagnostic] = []

  init(file: String, environment: EnvironmentSource, options: ConfigurationReader.Options) {
    self.file = file
    self.environment = environment
    self.options = options
  }

  func place(_ node: Node) -> SourceLocation {
    SourceLocation(file: file, line: node.line, column: node.column)
  }

  func report(
    _ severity: Severity, _ code: String, _ path: String, at place: SourceLocation,
    _ message: String, hint: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(severity, code, path: path, at: place, message, hint: hint))
  }

  func error(
    _ code: String, _ path: String, _ node: Node, _ message: String, hint: String? = nil
  ) {
    report(.error, code, path, at: place(node), message, hint: hint)
  }

  /// A scalar's text with variables replaced; nil where it is not a scalar, or nothing.
  func text(_ node: Node, _ path: String) -> String? {
    guard case .scalar(let raw, let isPlain) = node.value else {
      error("wrong-kind", path, node, "\(path): a value is expected, not \(node.kind)")
      return nil
    }
    if isPlain, node.isNull { return nil }
    if raw.hasPrefix("#{secret.") {
      error(
        "secret-store", path, node, "\(path): secret stores are not built yet",
        hint: "use ${NAME} and the environment")
      return nil
    }
    let (value, missing) = Substitution.expand(raw, environment.value)
    for name in missing {
      report(
        options.requiresVariables ? .error : .warning, "variable-unset", path, at: place(node),
        "\(path): variable \(name) is not set",
        hint: "export \(name)=…, write it into .env, or give a default: ${\(name):-…}")
    }
    if !missing.isEmpty { return nil }
    guard !value.utf8.contains(0) else {
      error("nul", path, node, "\(path): a value with a NUL byte")
      return nil
    }
    return value
  }

  func boolean(_ node: Node, _ path: String) -> Bool? {
    guard let text = text(node, path) else { return nil }
    switch text {
    case "true": return true
    case "false": return false
    default:
      error(
        "wrong-kind", path, node, "\(path): true or false is expected, not `\(text)`",
        hint: ["yes", "on", "1", "True", "TRUE"].contains(text) ? "write true" : nil)
      return nil
    }
  }

  func integer(_ node: Node, _ path: String, in range: ClosedRange<Int>) -> Int? {
    guard let text = text(node, path) else { return nil }
    let isDigits =
      !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
      && (text.utf8.first != 48 || text.utf8.count == 1)
    guard isDigits, let value = Int(text), range.contains(value) else {
      error(
        "wrong-kind", path, node,
        "\(path): a whole number from \(range.lowerBound) to \(range.upperBound) is expected,"
          + " not `\(text)`")
      return nil
    }
    return value
  }

  /// A duration: digits and one of ms, s, m, h.
  func duration(_ node: Node, _ path: String) -> Duration? {
    guard let text = text(node, path) else { return nil }
    if let value = DurationText.parse(text) { return value }
    error(
      "wrong-kind", path, node, "\(path): a duration is expected, not `\(text)`",
      hint: "write a number with its unit: 500ms, 10s, 5m, 1h")
    return nil
  }

  func choice<Value: RawRepresentable & CaseIterable>(
    _ node: Node, _ path: String, _ type: Value.Type
  ) -> Value? where Value.RawValue == String {
    guard let text = text(node, path) else { return nil }
    if let value = Value(rawValue: text) { return value }
    let names = Value.allCases.map(\.rawValue)
    error(
      "wrong-choice", path, node,
      "\(path): one of \(names.joined(separator: ", ")) is expected, not `\(text)`",
      hint: Nearest.match(for: text, in: names).map { "did you mean \($0)?" })
    return nil
  }

  /// The values of a mapping by key, unknown keys told.
  func mapping(
    _ node: Node, _ path: String, _ keys: [KeyTables.Key]
  ) -> [String: Node] {
    guard case .mapping(let pairs) = node.value else {
      if !node.isNull {
        error(
          "wrong-kind", path, node,
          "\(path.isEmpty ? "the file" : path): a mapping is expected, not \(node.kind)")
      }
      return [:]
    }
    var result: [String: Node] = [:]
    let names = keys.map(\.name)
    for pair in pairs {
      let full = path.isEmpty ? pair.key : "\(path).\(pair.key)"
      let place = SourceLocation(file: file, line: pair.keyLine, column: pair.keyColumn)
      if names.contains(pair.key) {
        result[pair.key] = pair.value
      } else if KeyTables.refused.contains(pair.key) {
        report(
          .error, "not-built", full, at: place, "\(full): not built yet",
          hint: "without it other events would be sent; take it out to go on")
      } else if KeyTables.withoutMeaning.contains(pair.key) {
        report(
          .warning, "no-meaning", full, at: place, "\(full): upstream Blink's, no meaning here")
      } else {
        report(
          options.isLenient ? .warning : .error, "unknown-key", full, at: place,
          "\(full): unknown key",
          hint: Nearest.match(for: pair.key, in: names).map { "did you mean \($0)?" }
            ?? "known here: \(names.joined(separator: ", "))")
      }
    }
    return result
  }

  func list(_ node: Node, _ path: String) -> [Node] {
    if case .sequence(let items) = node.value { return items }
    if !node.isNull {
      error("wrong-kind", path, node, "\(path): a list is expected, not \(node.kind)")
    }
    return []
  }
}
