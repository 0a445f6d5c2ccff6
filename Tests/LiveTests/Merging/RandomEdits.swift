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
  var random: SeededGenerator
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

  func set(
    _ value: String, at node: Node, _ outline: FileOutline, _ lines: inout [String]
  ) {
    let line = outline.line(around: node)
    // Nothing follows the colon.
    let gap = line.before.hasSuffix(":") ? " " : ""
    lines[node.line - 1] = line.before + gap + value + line.after
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
