/// A text with `{{name}}` where values belong; nothing else in it means anything.
package struct Template: Sendable {
  private let pieces: [Piece]

  private enum Piece {
    case text(String)
    case name(String)
  }

  /// Reads a template; braces that enclose no name of small letters and `_` are text.
  package init(_ bytes: [UInt8]) {
    var pieces: [Piece] = []
    var rest = bytes[...]
    while let open = rest.firstRange(of: Array("{{".utf8)),
      let close = rest[open.upperBound...].firstRange(of: Array("}}".utf8))
    {
      let name = rest[open.upperBound..<close.lowerBound]
      let isName = name.allSatisfy { (97...122).contains($0) || $0 == UInt8(ascii: "_") }
      if isName {
        pieces.append(.text(String(decoding: rest[..<open.lowerBound], as: UTF8.self)))
        pieces.append(.name(String(decoding: name, as: UTF8.self)))
      } else {
        pieces.append(.text(String(decoding: rest[..<close.upperBound], as: UTF8.self)))
      }
      rest = rest[close.upperBound...]
    }
    pieces.append(.text(String(decoding: rest, as: UTF8.self)))
    self.pieces = pieces
  }

  /// The names it asks for, each once, in their order.
  package var names: [String] {
    var names: [String] = []
    for case .name(let name) in pieces where !names.contains(name) { names.append(name) }
    return names
  }

  /// The text with these values; a line that is left without a byte by empty values is left out.
  ///
  /// - Precondition: there is a value for every name.
  package func text(_ values: [String: String]) -> String {
    var result = ""
    result.reserveCapacity(values.values.reduce(4_096) { $0 + $1.utf8.count })
    for piece in pieces {
      switch piece {
      case .text(let text):
        let isBlankLine = result.utf8.last == newline && text.utf8.first == newline
        result += isBlankLine ? text.dropFirst() : text[...]
      case .name(let name):
        guard let value = values[name] else {
          preconditionFailure("the template asks for {{\(name)}}")
        }
        result += value
      }
    }
    return result
  }

  private var newline: UInt8 { UInt8(ascii: "\n") }
}
