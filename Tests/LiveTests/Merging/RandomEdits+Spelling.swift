import Settings
import YAML

/// The same, written in another way.
extension RandomEdits {
  mutating func quote(
    _ outline: FileOutline, _ lines: inout [String], _ column: FileOutline.Column
  ) {
    guard let key = random.pick(["name", "databrewType", "nativeConnectorType"]),
      let node = column.values[key], case .scalar(_, isPlain: true) = node.value,
      node.line == node.endLine
    else { return }
    let mark = random.once(in: 2) ? "'" : "\""
    set(mark + outline.line(around: node).value + mark, at: node, outline, &lines)
  }

  /// The columns of a stream deeper, or less deep.
  mutating func indent(_ lines: inout [String], _ stream: FileOutline.Stream) {
    guard let first = stream.columns.first, let last = stream.columns.last else { return }

    let change = random.pick([-2, -1, 1, 2, 3].filter { first.indent + $0 >= 6 }) ?? 1
    // Comments above the first column are its own.
    for index in (first.lines.lowerBound - 1)..<last.lines.upperBound where !lines[index].isEmpty {
      if change > 0 {
        lines[index] = String(repeating: " ", count: change) + lines[index]
      } else if lines[index].hasPrefix("  ") {
        lines[index].removeFirst(-change)
      }
    }
  }

  mutating func flow(
    _ outline: FileOutline, _ lines: inout [String], _ column: FileOutline.Column
  ) {
    guard !column.isFlow, column.values.values.allSatisfy({ $0.line == $0.endLine }),
      !outline.text(column.lines).contains(where: { $0.contains("keep-") })
    else { return }
    let keys = ["name", "databrewType", "nativeConnectorType", "pk", "nullable"]
    let pairs = keys.compactMap { key -> String? in
      guard let node = column.values[key] else { return nil }
      var value = outline.line(around: node).value
      if let first = value.first, first != "\"", first != "'" { value = "\"\(value)\"" }
      if key == "pk" || key == "nullable" { value = outline.line(around: node).value }
      return "\(key): \(value)"
    }
    let end = random.once(in: 3) ? ", }" : "}"
    lines.replaceSubrange(
      column.lines.lowerBound - 1..<column.lines.upperBound,
      with: [
        String(repeating: " ", count: column.indent) + "- {" + pairs.joined(separator: ", ") + end
      ])
  }

  /// Takes out a key that says what is so without it, too.
  mutating func removeKey(
    _ lines: inout [String], _ column: FileOutline.Column
  ) {
    var keys: [String] = []
    if !column.settings.pk { keys.append("pk") }
    if column.settings.nullable { keys.append("nullable") }
    if random.once(in: 2) { keys.append("nativeConnectorType") }
    guard !column.isFlow, let key = random.pick(keys), let node = column.values[key],
      node.line == node.endLine, node.line != column.lines.lowerBound
    else { return }
    lines.remove(at: node.line - 1)
  }

  /// Another key first.
  mutating func reorderKeys(
    _ outline: FileOutline, _ lines: inout [String], _ column: FileOutline.Column
  ) {
    guard !column.isFlow, column.lines.count == column.values.count, column.lines.count > 1,
      column.values.values.allSatisfy({ $0.line == $0.endLine })
    else { return }
    let indent = String(repeating: " ", count: column.indent)
    var own = outline.text(column.lines).map { $0.dropFirst(column.indent + 2) }
    own.shuffle(using: &random)
    for (index, line) in own.enumerated() {
      lines[column.lines.lowerBound - 1 + index] = indent + (index == 0 ? "- " : "  ") + line
    }
  }

  /// Admits a table that stands there as a comment.
  mutating func uncomment(_ lines: inout [String]) {
    let places = lines.indices.dropLast().filter { index in
      lines[index].hasPrefix("    # - stream: ") && lines[index + 1] == "    #   columns:"
    }
    guard var index = random.pick(places) else { return }
    repeat {
      lines[index] = "    " + lines[index].dropFirst(6)
      index += 1
    } while index < lines.count && lines[index].hasPrefix("    #   ")
  }

  /// A value below `>-` instead of behind its key.
  mutating func fold(
    _ outline: FileOutline, _ lines: inout [String], _ column: FileOutline.Column
  ) {
    guard let key = random.pick(["name", "databrewType", "nativeConnectorType"]),
      !column.isFlow, let node = column.values[key], case .scalar(_, isPlain: true) = node.value
    else { return }
    let line = outline.line(around: node)
    guard line.after.isEmpty else { return }
    let indent = String(repeating: " ", count: column.indent + 4)
    var folded = [line.before + ">-", indent + line.value]
    if random.once(in: 3) { folded.append("") }
    lines.replaceSubrange(node.line - 1..<node.line, with: folded)
  }

  /// A key without a value means the default.
  mutating func emptyKey(
    _ outline: FileOutline, _ lines: inout [String], _ column: FileOutline.Column
  ) {
    let key = column.settings.pk ? "nullable" : "pk"
    guard !column.isFlow, let node = column.values[key],
      key == "pk" || column.settings.nullable
    else { return }
    let line = outline.line(around: node)
    lines[node.line - 1] = line.before.trimmingSuffix(while: { $0 == " " }) + line.after
  }
}

extension String {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> String {
    var text = self
    while let last = text.last, isTrimmed(last) { text.removeLast() }
    return text
  }
}
