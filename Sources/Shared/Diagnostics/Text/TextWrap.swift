/// Breaks lines for a terminal at spaces.
package struct TextWrap: Sendable {
  /// Columns of a line; nil breaks nothing.
  package var width: Int?

  /// Narrower terminals get lines of this width: a word a line helps nobody.
  private static let least = 40

  /// Breaks at a width.
  package init(width: Int?) { self.width = width.map { max($0, Self.least) } }

  /// The lines of a text; those after the first are indented by `hanging` spaces.
  ///
  /// Escape sequences of colours take no columns. A longer word stays whole.
  package func lines(_ text: String, hanging: Int) -> [String] {
    guard let width, Self.columns(text) > width else { return [text] }
    var lines: [String] = []
    // The indentation of the first line is no place to break.
    let margin = text.prefix { $0 == " " }
    var line = String(margin)
    var used = margin.count
    var isEmpty = true
    for word in text.dropFirst(margin.count).split(separator: " ", omittingEmptySubsequences: false)
    {
      let columns = Self.columns(word)
      if !isEmpty, used + 1 + columns > width {
        lines.append(line)
        line = String(repeating: " ", count: hanging)
        used = hanging
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      used += (isEmpty ? 0 : 1) + columns
      isEmpty = false
    }
    return (lines + [line]).map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// The number of columns a text takes.
  private static func columns(_ text: some StringProtocol) -> Int {
    var count = 0
    var isEscape = false
    for character in text {
      if character == "\u{1B}" {
        isEscape = true
      } else if isEscape {
        isEscape = character != "m"
      } else {
        count += 1
      }
    }
    return count
  }
}
