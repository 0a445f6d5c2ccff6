import Diagnostics
import YAML

/// Checks the values of the file against the declarations of their keys.
struct ValueReader {
  let collector: Collector

  /// What is wrong was told to the collector.
  struct AlreadyReported: Error {}

  /// The values of a mapping; wrong, missing and unknown keys told.
  func fields(_ node: Node, _ path: String, _ section: Section) throws(AlreadyReported) -> Fields {
    let keys = section.keys
    try check(node, path, section, keys.map(\.name))
    var fields = Fields(node: node, path: path)
    for key in keys {
      let path = fields.path(key.name)
      do {
        let node = fields.written(key.name)
        if let node, !key.availability.isAvailable {
          if node.isNull { continue }
          refuse(key, node, path, among: fields)
        }
        if let node, let value = try value(node, path, key.kind, among: fields) {
          fields.keep(value, of: key.name)
        } else if key.isRequired {
          var hint: String?
          if key.kind.choices.count == 1 { hint = "write \(key.name): \(key.kind.choices[0].text)" }
          collector.error(
            "missing-key", path, node ?? fields.node,
            "\(path): the key \(node == nil ? "is missing" : "has no value")", hint: hint)
        }
      } catch {
        // Reported already; the other keys are looked at all the same.
      }
    }
    return fields
  }

  /// Reports a key that is not built yet, unless it asks for what holds anyway.
  private func refuse(_ key: Key, _ node: Node, _ path: String, among fields: Fields) {
    guard case .notBuilt(let advice) = key.availability else { return }
    if case .value(let text) = key.fallback, case .scalar(let raw, _) = node.value,
      Substitution.expand(raw, collector.environment.value).text == text
    {
      return
    }
    collector.notBuilt(path, at: fields.place(of: key.name, in: collector.file), advice: advice)
  }

  /// Reports unknown keys, and what is not a mapping.
  private func check(
    _ node: Node, _ path: String, _ section: Section, _ names: [String]
  ) throws(AlreadyReported) {
    guard case .mapping(let pairs) = node.value else {
      // With every key commented out nothing is left of a mapping.
      if node.isNull { return }
      throw wrong("wrong-kind", path, node, "a mapping is expected, not \(node.kind)")
    }
    let written = Set(pairs.map(\.key))
    let free = names.filter { !written.contains($0) }
    for pair in pairs where !names.contains(pair.key) {
      let full = path.isEmpty ? pair.key : "\(path).\(pair.key)"
      let place = SourceLocation(
        file: collector.file, line: pair.keyLine, column: pair.keyColumn)
      if section.keysWithoutMeaning.contains(pair.key) {
        collector.report(
          .warning, "no-meaning", full, at: place, "\(full): upstream Blink's, no meaning here")
      } else {
        collector.report(
          collector.options.isLenient ? .warning : .error, "unknown-key", full, at: place,
          "\(full): unknown key",
          hint: Section.homes(of: pair.key).map { "it belongs under \($0)" }
            ?? Nearest.match(for: pair.key, in: free).map { "did you mean \($0)?" }
            ?? "known here: \(names.joined(separator: ", "))")
      }
    }
  }

  /// A value; nil where nothing is written.
  private func value(
    _ node: Node, _ path: String, _ kind: ValueKind, among fields: Fields
  ) throws(AlreadyReported) -> Fields.Value? {
    switch kind {
    case .mapping(let section): return .mapping(try self.fields(node, path, section))
    case .variant(let key, let variants):
      let name = fields.written(key) == nil ? variants.first?.value : fields.text(key)
      // Without a driver that is known, its keys are not known either.
      guard let variant = variants.first(where: { $0.value == name }) else {
        throw AlreadyReported()
      }
      return .mapping(try self.fields(node, path, variant.section))
    case .list(let kind, let minimum):
      guard let items = try list(node, path) else { return nil }
      if items.count < minimum { throw wrong("empty", path, node, "the list is empty") }
      if case .mapping(.stream) = kind { return .unchecked(items) }
      var values: [Fields.Value] = []
      for (index, item) in items.enumerated() {
        let path = "\(path)[\(index)]"
        do {
          guard let value = try value(item, path, kind, among: fields) else {
            throw wrong("missing-value", path, item, "nothing is written here")
          }
          values.append(value)
        } catch {
          // Reported already; the other items are looked at all the same.
        }
      }
      return .list(values)
    case .textOr(let section):
      guard case .mapping = node.value else { return try scalar(node, path, .text) }
      return .mapping(try self.fields(node, path, section))
    case .anything: return nil
    default: return try scalar(node, path, kind)
    }
  }

  private func list(_ node: Node, _ path: String) throws(AlreadyReported) -> [Node]? {
    if case .sequence(let items) = node.value { return items }
    if node.isNull { return nil }
    throw wrong("wrong-kind", path, node, "a list is expected, not \(node.kind)")
  }

  /// Tells an error.
  func wrong(
    _ code: String, _ path: String, _ node: Node, _ what: String, hint: String? = nil
  ) -> AlreadyReported {
    collector.error(
      code, path, node, "\(path.isEmpty ? "the file" : path): \(what)", hint: hint)
    return AlreadyReported()
  }
}
