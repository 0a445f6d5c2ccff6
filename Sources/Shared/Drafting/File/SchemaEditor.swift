package import Diagnostics
package import YAML

/// Turns changes of `stream_schema` into changes of the file's bytes; everything else in it stays
/// as it is, byte for byte.
package struct SchemaEditor {
  let schema: FileSchema
  let text: TextLines
  let schemaText: SchemaText

  private init(_ schema: FileSchema, _ schemaText: SchemaText) {
    self.schema = schema
    text = schema.text
    self.schemaText = schemaText
  }

  /// The edits of a plan.
  ///
  /// - Throws: `wouldOverwrite` if the file is written in a way that cannot be edited, like a
  ///   list in brackets; it says where.
  package static func edits(_ plan: MergePlan, _ schema: FileSchema) throws(Failure) -> [TextEdit] {
    let editor = SchemaEditor(schema, plan.schemaText(schema))
    var edits: [TextEdit] = []
    for edit in plan.edits { edits += try editor.edits(edit) }
    for edit in plan.edits {
      guard case .changeLeftOut(let removed, let added) = edit else { continue }
      // Where a stream goes, comments behind it may go with it.
      edits += editor.leftOutEdits(removed, added).filter { new in
        !edits.contains { Self.overlap($0.range, new.range) }
      }
    }
    return TextEdit.sorted(edits)
  }

  private func edits(_ edit: SchemaEdit) throws(Failure) -> [TextEdit] {
    switch edit {
    case .renameStream(let stream, let name):
      return [TextEdit(text.range(of: stream.nameNode), schemaText.name(name))]
    case .replaceHeading(let stream, let old, let new):
      guard let line = headingLine(of: stream, old) else { return [] }
      var draft = new
      draft.estimates = old.estimates
      let content = text.line(line)
      if schemaText.heading(draft).isEmpty { return [removal(line, line)] }
      let start = text.start(of: line)
      let indent = content.prefix { $0 == UInt8(ascii: " ") }.count
      return [
        TextEdit(start + indent..<start + content.count, "# " + schemaText.heading(draft))
      ]
    case .removeStream(let stream, let base):
      try checkBlock(schema.list, stream.node)
      let dash = try dash(stream.node)
      let first = base.flatMap { headingLine(of: stream, $0) } ?? dash.line
      return [removal(first, lastLine(of: stream.node, dash.column))]
    case .replaceCommented(let lines, let new):
      let indent = text.line(lines.lowerBound).prefix { $0 == UInt8(ascii: " ") }.count
      let block = new.map { reindented(schemaText.lines($0), from: 4, to: indent) } ?? []
      return [
        TextEdit(
          text.start(of: lines.lowerBound)..<text.start(of: lines.upperBound),
          block.map { $0 + text.newline }.joined())
      ]
    case .changeLeftOut: return []
    case .removeLeftOut(let draft, let stream):
      return leftOutLine(draft, stream).map { [removal($0, $0)] } ?? []
    case .insertStream(let draft, let next, let base):
      return [try insertion(draft, before: next, base)]
    case .set(let column, let key, let value): return [set(column, key, value)]
    case .replaceNote(let column, let key, let old, let new):
      return replaceNote(column, key, old, new)
    case .replaceRemark(let column, let old, let new):
      return replaceRemark(column, old, new)
    case .removeColumn(let column):
      guard let stream = schema.streams.first(where: { $0.columnsNode.contains(column.node) })
      else { return [] }
      try checkBlock(stream.columnsNode, column.node)
      let dash = try dash(column.node)
      return [removal(firstLine(above: dash), column.node.endLine)]
    case .insertColumn(let draft, let stream, let before):
      return [try insertion(draft, stream, after: before)]
    }
  }

  // MARK: Values

  private func set(_ column: FileColumn, _ key: String, _ bare: String) -> TextEdit {
    // Within braces a bracket ends a value that is not quoted.
    let isSafe = !column.node.isFlow || bare.hasPrefix("\"") || !bare.contains { "[]".contains($0) }
    let value = isSafe ? bare : "\"\(bare)\""
    if let node = column.value(of: key) {
      let place = text.range(of: node)
      // Nothing follows the colon.
      return TextEdit(place, place.isEmpty ? " " + value : value)
    }
    if column.node.isFlow, case .mapping(let pairs) = column.node.value, let last = pairs.last {
      let end = text.range(of: last.value).upperBound
      return TextEdit(end..<end, ", \(key): \(value)")
    }
    let indent = String(repeating: " ", count: column.node.column - 1)
    return inserted(["\(indent)\(key): \(value)"], at: column.node.endLine + 1)
  }

  /// The comment behind a value, if it is as it was generated.
  private func replaceNote(
    _ column: FileColumn, _ key: String, _ old: String?, _ new: String?
  ) -> [TextEdit] {
    guard let node = column.value(of: key), !column.node.isFlow else { return [] }
    let place = text.range(of: node)
    // Below `|` or `>` it would be a part of the value.
    guard let first = text.bytes[place].first, !"|>".utf8.contains(first) else { return [] }
    return replaceComment(behind: node, old, new)
  }

  /// The comment behind a column in braces, likewise.
  private func replaceRemark(
    _ column: FileColumn, _ old: String?, _ new: String?
  ) -> [TextEdit] {
    column.node.isFlow ? replaceComment(behind: column.node, old, new) : []
  }

  private func replaceComment(
    behind node: Node, _ old: String?, _ new: String?
  ) -> [TextEdit] {
    let start = text.range(of: node).upperBound
    let end = text.start(of: node.endLine) + text.line(node.endLine).count
    guard start <= end else { return [] }
    let rest = String(decoding: text.bytes[start..<end], as: UTF8.self)
    guard rest.utf8.elementsEqual(SchemaText.trailing(old).utf8) else { return [] }
    return [TextEdit(start..<end, SchemaText.trailing(new))]
  }

  // MARK: Insertions

  private func insertion(
    _ draft: ColumnDraft, _ stream: FileStream, after before: FileColumn?
  ) throws(Failure) -> TextEdit {
    guard let anchor = before ?? stream.columns.first else { throw unsupported(stream.node) }
    try checkBlock(stream.columnsNode, anchor.node)
    let dash = try dash(anchor.node)
    // As its neighbour is written.
    var style = schemaText
    style.isCompact = anchor.node.isFlow
    let lines = reindented(style.lines(draft), from: 8, to: dash.column - 1)
    // Before the first column there may be comments about it, so the place is below the key.
    let line = before.map { $0.node.endLine + 1 } ?? firstLine(above: dash)
    return inserted(lines, at: line)
  }

  private func insertion(
    _ draft: StreamDraft, before next: FileStream?, _ base: StreamDraft?
  ) throws(Failure) -> TextEdit {
    guard let anchor = next ?? schema.streams.last else { throw unsupported(schema.list) }
    try checkBlock(schema.list, anchor.node)
    let dash = try dash(anchor.node)
    let lines = reindented(schemaText.lines(draft), from: 4, to: dash.column - 1)
    guard next != nil else {
      return inserted(lines, at: lastLine(of: anchor.node, dash.column) + 1)
    }
    return inserted(
      lines, at: base.flatMap { headingLine(of: anchor, $0) } ?? firstLine(above: dash))
  }

  /// Whole lines before line `number`.
  private func inserted(_ lines: [String], at number: Int) -> TextEdit {
    let place = text.start(of: number)
    let block = lines.map { $0 + text.newline }.joined()
    // A last line that nothing ends.
    let isOpen = place == text.bytes.count && text.bytes.last != UInt8(ascii: "\n")
    return TextEdit(place..<place, isOpen ? text.newline + block : block)
  }

  /// Whether two edits cannot both be made; insertions at the edge of another can.
  private static func overlap(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
    a.lowerBound < b.upperBound && b.lowerBound < a.upperBound
  }

  /// Comments about tables that are left out, removed and added line by line.
  private func leftOutEdits(
    _ removed: [Int], _ added: [(line: Int?, text: String)]
  ) -> [TextEdit] {
    let end = schema.streams.last.map { stream in
      lastLine(of: stream.node, (try? dash(stream.node).column) ?? stream.node.column) + 1
    }
    let indent = removed.first ?? added.first?.line
    let blanks =
      indent.map { text.line($0).prefix { $0 == UInt8(ascii: " ") }.count }
      ?? schema.streams.last.map { max(0, $0.node.column - 3) } ?? 4
    return removed.map { removal($0, $0) }
      + added.compactMap { line, comment in
        (line ?? end).map {
          inserted([String(repeating: " ", count: blanks) + comment], at: $0)
        }
      }
  }

  private func reindented(_ lines: [String], from: Int, to: Int) -> [String] {
    lines.map { String(repeating: " ", count: to) + $0.dropFirst(from) }
  }

  private func removal(_ first: Int, _ last: Int) -> TextEdit {
    TextEdit(text.start(of: first)..<text.start(of: last + 1), "")
  }
}
