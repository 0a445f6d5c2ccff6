/// What a file must be before libyaml sees it. libyaml reports such problems at 1:1, so the
/// place is found here.
enum TextRules {
  static func check(_ bytes: [UInt8]) throws(YAMLError) {
    if bytes.count > Limits.fileBytes {
      throw YAMLError(
        code: "yaml-size", message: "the file is larger than \(Limits.fileBytes) bytes", line: 1,
        column: 1)
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw YAMLError(
        code: "yaml-encoding", message: "the file is UTF-16", line: 1, column: 1,
        hint: "save it as UTF-8")
    }
    if let place = firstBad(bytes) {
      let before = bytes[..<place]
      let line = before.count { $0 == UInt8(ascii: "\n") } + 1
      let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      let what =
        switch bytes[place] {
        case 0: "a NUL byte"
        case 0x0D: "a carriage return without a line feed"
        case 0x80...: "bytes that are not UTF-8"
        default: "a control character"
        }
      throw YAMLError(
        code: "yaml-encoding", message: what, line: line, column: place - start + 1)
    }
  }

  /// The first byte that is not allowed in the file; nil if there is none.
  private static func firstBad(_ bytes: [UInt8]) -> Int? {
    for (place, byte) in bytes.enumerated() {
      switch byte {
      case 0x09, 0x0A, 0x20..<0x7F, 0x80...: continue
      case 0x0D where place + 1 < bytes.count && bytes[place + 1] == 0x0A: continue
      default: return place
      }
    }
    var bytesIterator = bytes.makeIterator()
    var decoder = UTF8()
    var place = 0
    while true {
      switch decoder.decode(&bytesIterator) {
      case .scalarValue(let scalar): place += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return min(place, bytes.count - 1)
      }
    }
  }
}
