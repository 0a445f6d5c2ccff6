import Mapping
import Postgres
import Settings
import Support
import YAML

/// What a user does with a file by hand.
struct RandomEdits {
  private(set) var text: String
  /// Comments of the user's that stand neither on a column's or stream's lines nor directly above
  /// one: they stay whatever happens.
  private(set) var comments: [String] = []
  private(set) var log: [String] = []
  private var random: SeededGenerator
  private var count = 0

  init(_ text: String, _ random: SeededGenerator) throws {
    self.text = text
    self.random = random
    for _ in 0..<self.random.number(0...10) { try edit() }
    finish()
  }

  private mutating func tag() -> String {
    count += 1
    return "keep-\(count)-"
  }

  private mutating func edit() throws {
    let outline = try FileOutline(text)
    var lines = outline.lines
    guard let stream = random.pick(outline.streams), let column = random.pick(stream.columns)
    else { return }
    let kind = random.number(0...19)
    switch kind {
    case 0, 1: changeType(outline, &lines, column)
    case 2: flip("pk", outline, &lines, column)
    case 3: flip("nullable", outline, &lines, column)
    case 4: swapColumns(outline, &lines, stream)
    case 5: swapStreams(outline, &lines)
    case 6: deleteColumn(&lines, stream, column)
    case 7: deleteStream(outline, &lines, stream)
    case 8: commentAbove(&lines, column, stream)
    case 9: commentBehind(outline, &lines, column)
    case 10: quote(outline, &lines, column)
    case 11: lines.insert("", at: (random.once(in: 2) ? column.lines : stream.lines).lowerBound - 1)
    case 12: indent(&lines, stream)
    case 13: flow(outline, &lines, column)
    case 14: removeKey(&lines, column)
    case 15: reorderKeys(outline, &lines, column)
    case 16: uncomment(&lines)
    case 17: fold(outline, &lines, column)
    case 18: emptyKey(outline, &lines, column)
    default: editOutside(outline, &lines)
    }
    log.append("\(kind) \(stream.table).\(column.settings.name)")
    text = lines.joined(separator: "\n")
  }

  /// Of the whole file, and at the end: line ends, a mark, the last line.
  private mutating func finish() {
    if random.once(in: 6), let source = text.firstRange(of: "\nsource:") {
      // The section with the streams last.
      let service = text.firstRange(of: "\nservice:") ?? source
      let head = text[..<service.lowerBound]
      let streams = text[service.lowerBound..<source.lowerBound]
      let rest = text[source.lowerBound...]
      text = head + rest.dropLast(rest.hasSuffix("\n") ? 1 : 0) + streams + "\n"
      log.append("the streams last")
    }
    if random.once(in: 5), text.hasSuffix("\n") {
      text.removeLast()
      log.append("no line feed at the end")
    }
    if random.once(in: 5) {
      text = text.replacing("\n", with: "\r\n")
      log.append("CRLF")
    }
    if random.once(in: 8) {
      text = "\u{FEFF}" + text
      log.append("byte order mark")
    }
  }

  private func set(
    _ value: String, at node: Node, _ outline: FileOutline, _ lines: inout [String]
  ) {
    let line = outline.line(around: node)
    lines[node.line - 1] = line.before + value + line.after
  }

  private mutating func changeType(
    _ outline: FileOutline, _ lines: inout [String], _ column: FileOutline.Column
  ) {
    guard let node = column.values["databrewType"], node.line == node.endLine else { return }
    // A list needs quotes within braces in no reader of YAML, but the text is clearer so.
    let safe = ["String", column.settings.databrewType == .int32 ? "Int64" : "String"]
    let isWild = random.once(in: 4)
    let type = random.pick(isWild ? DatabrewType.all.map(\.name) : safe) ?? "String"
    set(type, at: node, outline, &lines)
  }

  private mutating func flip(
    _ key: String, _ outline: FileOutline, _ lines: inout [String], _ column: FileOutline.Column
  ) {
    guard let node = column.values[key] else { return }
    let old = key == "pk" ? column.settings.pk : column.settings.nullable
    set("\(!old)", at: node, outline, &lines)
  }

  private mutating func swapColumns(
    _ outline: FileOutline, _ lines: inout [String], _ stream: FileOutline.Stream
  ) {
    guard stream.columns.count > 1 else { return }
    let index = random.number(1...stream.columns.count - 1)
    let first = stream.columns[index - 1]
    let before = index > 1 ? stream.columns[index - 2].lines.upperBound : first.lines.lowerBound - 1
    swap(&lines, before, first.lines.upperBound, stream.columns[index].lines.upperBound)
  }

  private mutating func swapStreams(_ outline: FileOutline, _ lines: inout [String]) {
    guard outline.streams.count > 1 else { return }
    let index = random.number(1...outline.streams.count - 1)
    let before = index > 1 ? outline.streams[index - 2].lines.upperBound : outline.sections.start
    swap(
      &lines, before, outline.streams[index - 1].lines.upperBound,
      outline.streams[index].lines.upperBound)
  }

  /// Exchanges the lines behind `start` to `middle` with those behind it to `end`.
  private func swap(_ lines: inout [String], _ start: Int, _ middle: Int, _ end: Int) {
    lines.replaceSubrange(start..<end, with: lines[middle..<end] + lines[start..<middle])
  }

  private mutating func deleteColumn(
    _ lines: inout [String], _ stream: FileOutline.Stream, _ column: FileOutline.Column
  ) {
    guard stream.columns.count > 1 else { return }
    lines.removeSubrange(column.lines.lowerBound - 1..<column.lines.upperBound)
  }

  private mutating func deleteStream(
    _ outline: FileOutline, _ lines: inout [String], _ stream: FileOutline.Stream
  ) {
    guard outline.streams.count > 1 else { return }
    lines.removeSubrange(stream.lines.lowerBound - 1..<stream.lines.upperBound)
  }

  private mutating func commentAbove(
    _ lines: inout [String], _ column: FileOutline.Column, _ stream: FileOutline.Stream
  ) {
    let indent = String(repeating: " ", count: column.indent)
    switch random.number(0...3) {
    case 0:
      // Directly above: it goes with the column.
      lines.insert("\(indent)# \(tag()) above", at: column.lines.lowerBound - 1)
    case 1:
      let comment = "# \(tag()) apart"
      lines.insert(contentsOf: ["", indent + comment, ""], at: column.lines.lowerBound - 1)
      comments.append(comment)
    case 2:
      let comment = "# \(tag()) at the margin"
      lines.insert(comment, at: column.lines.lowerBound - 1)
      comments.append(comment)
    default:
      lines.insert("    # \(tag()) above the stream", at: stream.lines.lowerBound - 1)
    }
  }

  private mutating func commentBehind(
    _ outline: FileOutline, _ lines: inout [String], _ column: FileOutline.Column
  ) {
    guard !column.isFlow, let node = random.pick(column.values.values.sorted { $0.line < $1.line })
    else { return }
    let line = outline.line(around: node)
    // A comment that was generated is now one of the user's, too.
    lines[node.line - 1] += line.after.isEmpty ? "  # \(tag())" : " \(tag())"
  }

  private mutating func quote(
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
  private mutating func indent(_ lines: inout [String], _ stream: FileOutline.Stream) {
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

  private mutating func flow(
    _ outline: FileOutline, _ lines: inout [String], _ column: FileOutline.Column
  ) {
    guard !column.isFlow, !outline.text(column.lines).contains(where: { $0.contains("keep-") })
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
  private mutating func removeKey(
    _ lines: inout [String], _ column: FileOutline.Column
  ) {
    var keys: [String] = []
    if !column.settings.pk { keys.append("pk") }
    if column.settings.nullable { keys.append("nullable") }
    if random.once(in: 2) { keys.append("nativeConnectorType") }
    guard !column.isFlow, let key = random.pick(keys), let node = column.values[key],
      node.line != column.lines.lowerBound
    else { return }
    lines.remove(at: node.line - 1)
  }

  /// Another key first.
  private mutating func reorderKeys(
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
  private mutating func uncomment(_ lines: inout [String]) {
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
  private mutating func fold(
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
  private mutating func emptyKey(
    _ outline: FileOutline, _ lines: inout [String], _ column: FileOutline.Column
  ) {
    let key = column.settings.pk ? "nullable" : "pk"
    guard !column.isFlow, let node = column.values[key],
      key == "pk" || column.settings.nullable
    else { return }
    let line = outline.line(around: node)
    lines[node.line - 1] = line.before.trimmingSuffix(while: { $0 == " " }) + line.after
  }

  private mutating func editOutside(_ outline: FileOutline, _ lines: inout [String]) {
    let comment = "# \(tag()) outside"
    comments.append(comment)
    switch random.number(0...3) {
    case 0: lines.insert(comment, at: 0)
    case 1: lines.insert(comment, at: max(0, outline.sections.start - 1))
    case 2:
      if let index = lines.firstIndex(where: { $0.hasPrefix("source:") }) {
        lines.insert(contentsOf: [comment, ""], at: index)
      }
    default:
      guard let index = lines.firstIndex(where: { $0.contains("slot_name: ") }) else { return }
      lines[index] = "    slot_name: 'mine' \(comment)"
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> String {
    var text = self
    while let last = text.last, isTrimmed(last) { text.removeLast() }
    return text
  }
}
