/// Bytes of a text that are replaced by others.
package struct TextEdit: Sendable, Equatable {
  package var range: Range<Int>
  package var replacement: String

  /// Replaces `range`; an empty range inserts.
  package init(_ range: Range<Int>, _ replacement: String) {
    self.range = range
    self.replacement = replacement
  }

  /// The text with every edit made; insertions at one place stay in their order. Edits must not
  /// overlap.
  package static func apply(_ edits: [TextEdit], to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var place = 0
    for edit in sorted(edits) {
      precondition(edit.range.lowerBound >= place, "edits overlap")
      result += bytes[place..<edit.range.lowerBound]
      result += Array(edit.replacement.utf8)
      place = edit.range.upperBound
    }
    return result + bytes[place...]
  }

  /// By place, insertions before what replaces the bytes behind them.
  package static func sorted(_ edits: [TextEdit]) -> [TextEdit] {
    edits.enumerated().sorted { a, b in
      let (x, y) = (a.element.range, b.element.range)
      return (x.lowerBound, x.upperBound, a.offset) < (y.lowerBound, y.upperBound, b.offset)
    }.map(\.element)
  }
}
