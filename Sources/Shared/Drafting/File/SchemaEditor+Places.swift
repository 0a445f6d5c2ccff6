import Diagnostics
import YAML

extension SchemaEditor {
  /// Items of lists in brackets cannot be taken out or put in line by line.
  func checkBlock(_ list: Node, _ item: Node) throws(Failure) {
    if list.isFlow { throw unsupported(list) }
    // A tab or an indicator before the dash: not a line of its own.
    _ = try dash(item)
  }

  func unsupported(_ node: Node) -> Failure {
    Failure(
      .wouldOverwrite, "init cannot edit a list in this format",
      subject: "\(schema.file):\(node.line):\(node.column)",
      why:
        "only lists with one item per line, starting with a dash, can be edited without changing the rest",
      remedies: [
        "write one item per line, each with a dash, then run init again",
        "make the changes above by hand",
      ])
  }

  /// The location of the dash of a list's item.
  func dash(_ item: Node) throws(Failure) -> (line: Int, column: Int) {
    let before = text.line(item.line).prefix(max(0, item.column - 1))
    let blanks = before.prefix { $0 == UInt8(ascii: " ") }.count
    let rest = before.dropFirst(blanks)
    guard rest.first == UInt8(ascii: "-"),
      rest.dropFirst().allSatisfy({ $0 == UInt8(ascii: " ") })
    else { throw unsupported(item) }
    return (item.line, blanks + 1)
  }

  /// The line of the heading above a stream, if it is as it was generated.
  func headingLine(of stream: FileStream, _ draft: StreamDraft) -> Int? {
    guard !draft.heading.isEmpty else { return nil }
    let wanted = Array("# \(schemaText.heading(draft))".utf8)
    var line = stream.node.line - 1
    while line >= 1 {
      let content = text.line(line).drop { $0 == UInt8(ascii: " ") }
      guard content.first == UInt8(ascii: "#") else { return nil }
      if content.elementsEqual(wanted) { return line }
      line -= 1
    }
    return nil
  }

  /// The first line of an item: that of the comments directly above it, at its own
  /// indent; what was generated about others is not about this one.
  func firstLine(above dash: (line: Int, column: Int)) -> Int {
    var line = dash.line
    while line > 1 {
      let above = text.line(line - 1)
      let blanks = above.prefix { $0 == UInt8(ascii: " ") }.count
      let content = above.dropFirst(blanks)
      guard blanks == dash.column - 1, content.first == UInt8(ascii: "#"),
        !isGenerated(content)
      else { break }
      line -= 1
    }
    return line
  }

  /// Whether a comment is about a column or table that is left out, or a stream that is
  /// there as a comment.
  private func isGenerated(_ comment: ArraySlice<UInt8>) -> Bool {
    ["#   ", "# - stream: ", "# left out: "].contains { comment.starts(with: $0.utf8) }
      || comment.firstRange(of: Array(" left out: ".utf8)) != nil
  }

  /// The line about a column that was left out, if it is as it was generated.
  func leftOutLine(_ draft: ColumnDraft, _ stream: FileStream) -> Int? {
    guard let wanted = schemaText.lines(draft).first?.drop(while: { $0 == " " }),
      let dash = try? dash(stream.node)
    else { return nil }
    return (stream.node.line...lastLine(of: stream.node, dash.column)).first { line in
      text.line(line).drop { $0 == UInt8(ascii: " ") }.elementsEqual(wanted.utf8)
    }
  }

  /// The last line of an item: also of comments behind it that are indented deeper.
  func lastLine(of item: Node, _ dashColumn: Int) -> Int {
    var line = item.endLine
    while line < text.count {
      let next = text.line(line + 1)
      let blanks = next.prefix { $0 == UInt8(ascii: " ") }.count
      guard blanks >= dashColumn, next.dropFirst(blanks).first == UInt8(ascii: "#") else { break }
      line += 1
    }
    return line
  }
}

extension Node {
  /// Whether `other` is an item of this list.
  func contains(_ other: Node) -> Bool {
    items.contains { $0.line == other.line && $0.column == other.column }
  }
}
