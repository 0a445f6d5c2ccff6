package import YAML

/// Edits of a text in the form that `patch` and `git apply` read.
package enum UnifiedDiff {
  /// Lines before and after a change that stay as they are.
  private static let context = 3

  /// The text; empty where nothing is edited.
  package static func text(_ edits: [TextEdit], of lines: TextLines, file: String) -> String {
    let changes = self.changes(edits, lines)
    guard !changes.isEmpty else { return "" }
    var result = "--- \(name("a", file))\n+++ \(name("b", file))\n"
    var shift = 0
    for hunk in hunks(changes) {
      result += text(hunk, lines, &shift)
    }
    return result
  }

  /// A file that is not there yet.
  package static func text(new text: String, file: String) -> String {
    let lines = split(Array(text.utf8))
    return "--- /dev/null\n+++ \(name("b", file))\n@@ -0,0 +1,\(lines.count) @@\n"
      + lines.map { "+\($0)\n" }.joined()
  }

  /// A file's name as both readers take it: quoted where it holds what ends a line or a quote,
  /// and ended by a tab where it holds a blank.
  private static func name(_ prefix: String, _ file: String) -> String {
    let path = prefix + "/" + file.drop { $0 == "/" }
    let isPlain = path.utf8.allSatisfy { byte in
      byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
    if isPlain { return path.utf8.contains(UInt8(ascii: " ")) ? path + "\t" : path }
    let escaped = path.utf8.map { byte -> String in
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
      case 0x20..<0x7F: String(UnicodeScalar(byte))
      default: "\\" + [byte >> 6, byte >> 3 & 7, byte & 7].map { String($0) }.joined()
      }
    }
    return "\"" + escaped.joined() + "\""
  }

  /// Lines `old` (from 1) that become `new`.
  private struct Change {
    var old: Range<Int>
    var new: [String]
    /// Whether nothing ends the last new line.
    var isOpen = false
  }

  private static let openEnd = "\\ No newline at end of file\n"

  /// The edits as changes of whole lines; edits of one line become one change.
  private static func changes(_ edits: [TextEdit], _ lines: TextLines) -> [Change] {
    var changes: [Change] = []
    var group: [TextEdit] = []
    var range = 0..<0
    var tail = (place: -1, isWithin: false)
    func close() {
      guard !group.isEmpty else { return }
      let start = lines.start(of: range.lowerBound)
      let end = lines.start(of: range.upperBound)
      let moved = group.map {
        TextEdit($0.range.lowerBound - start..<$0.range.upperBound - start, $0.replacement)
      }
      let new = TextEdit.apply(moved, to: Array(lines.bytes[start..<end]))
      let isOpen = !new.isEmpty && new.last != UInt8(ascii: "\n")
      changes.append(Change(old: range, new: split(new), isOpen: isOpen))
      group = []
    }
    for edit in TextEdit.sorted(edits)
    where !edit.replacement.utf8.elementsEqual(lines.bytes[edit.range]) {
      let span = span(edit, lines, &tail)
      if !group.isEmpty, span.lowerBound < range.upperBound {
        range = range.lowerBound..<max(range.upperBound, span.upperBound)
      } else {
        close()
        range = span
      }
      group.append(edit)
    }
    close()
    return changes
  }

  /// The lines that an edit touches: none where it puts whole ones in.
  ///
  /// - Parameter tail: where the edit before it ended, and whether the new text is within a line
  ///   there.
  private static func span(
    _ edit: TextEdit, _ lines: TextLines, _ tail: inout (place: Int, isWithin: Bool)
  ) -> Range<Int> {
    let (lower, upper) = (edit.range.lowerBound, edit.range.upperBound)
    let (first, last) = (lines.number(at: lower), lines.number(at: upper))
    let wasWithin = lower == tail.place ? tail.isWithin : lines.start(of: first) != lower
    let isWithin = edit.replacement.utf8.last.map { $0 != UInt8(ascii: "\n") } ?? wasWithin
    tail = (upper, isWithin)
    // What comes behind a last line that nothing ends, ends it.
    if first > lines.count, lines.isOpen(lines.count) { return lines.count..<first }
    let isWhole = lines.start(of: last) == upper && !isWithin
    return first..<(isWhole ? last : min(last, lines.count) + 1)
  }

  private static func split(_ bytes: [UInt8]) -> [String] {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func hunks(_ changes: [Change]) -> [[Change]] {
    var hunks: [[Change]] = []
    for change in changes {
      if let last = hunks.last?.last, change.old.lowerBound - last.old.upperBound <= 2 * context {
        hunks[hunks.count - 1].append(change)
      } else {
        hunks.append([change])
      }
    }
    return hunks
  }

  private static func text(_ hunk: [Change], _ lines: TextLines, _ shift: inout Int) -> String {
    guard let first = hunk.first, let last = hunk.last else { return "" }
    let start = max(1, first.old.lowerBound - context)
    let end = min(lines.count + 1, last.old.upperBound + context)
    var body = ""
    var line = start
    var added = 0
    var removed = 0
    func keep(until limit: Int) {
      while line < limit {
        body += " \(lines.raw(line))\n" + (lines.isOpen(line) ? openEnd : "")
        line += 1
      }
    }
    for change in hunk {
      keep(until: change.old.lowerBound)
      while line < change.old.upperBound {
        body += "-\(lines.raw(line))\n" + (lines.isOpen(line) ? openEnd : "")
        line += 1
        removed += 1
      }
      for new in change.new {
        body += "+\(new)\n"
        added += 1
      }
      if change.isOpen { body += openEnd }
    }
    keep(until: end)
    let count = end - start
    let head =
      "@@ -\(place(start, count)),\(count) +\(place(start + shift, count - removed + added)),"
      + "\(count - removed + added) @@\n"
    shift += added - removed
    return head + body
  }

  /// A range without lines is named by the line before it.
  private static func place(_ start: Int, _ count: Int) -> Int { count == 0 ? start - 1 : start }
}
