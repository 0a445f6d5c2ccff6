package import Postgres

extension Identifier {
  /// The name quoted for SQL that is shown within one line of text: with `U&"…"` escapes where
  /// it holds controls, line breaks, bidirectional controls or `$`, `#` before a brace.
  package var printable: String {
    let scalars = Array(text.unicodeScalars)
    let isPlain = scalars.indices.allSatisfy { !Self.needsEscape(scalars, $0) }
    if isPlain { return quoted }
    var result = "U&\""
    for place in scalars.indices {
      switch scalars[place] {
      case "\"": result += "\"\""
      case "\\": result += "\\\\"
      case let scalar where Self.needsEscape(scalars, place):
        let digits = String(scalar.value, radix: 16)
        let width = scalar.value > 0xFFFF ? 6 : 4
        result += width == 6 ? "\\+" : "\\"
        result += String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
      case let scalar: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func needsEscape(_ scalars: [Unicode.Scalar], _ place: Int) -> Bool {
    switch scalars[place].value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF,
      0xFFFE, 0xFFFF:
      true
    case 0x23, 0x24: place + 1 < scalars.count && scalars[place + 1] == "{"
    default: false
    }
  }
}

extension QualifiedName {
  /// Both parts quoted, for SQL that is shown within one line of text.
  package var printable: String { "\(schema.printable).\(name.printable)" }
}
