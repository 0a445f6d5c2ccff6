package import PgOutput

/// Reads the lines of `COPY … TO STDOUT` in text format into the same shape as the stream's
/// rows (PostgreSQL documentation, COPY, "Text Format").
package struct CopyLine: Sendable {
  /// The fields of the last line, as places in the line, or in
  /// `unescaped` where `hasEscapes`.
  package private(set) var tuple = Tuple()
  /// The line with its escapes undone, where it had any.
  package private(set) var unescaped: [UInt8] = []
  package private(set) var hasEscapes = false

  /// Nothing read yet.
  package init() {}

  /// Reads one line, which must end in a newline.
  package mutating func read(_ line: borrowing Span<UInt8>) throws(DecodeError) {
    guard line.count > 0, line[line.count - 1] == UInt8(ascii: "\n") else {
      throw DecodeError(.unterminatedText, tag: UInt8(ascii: "d"), offset: line.count)
    }
    tuple.fields.removeAll(keepingCapacity: true)
    hasEscapes = false
    let end = line.count - 1
    var start = 0
    for place in 0..<end {
      let byte = line[place]
      if byte == UInt8(ascii: "\\") { return try readEscaped(line) }
      if byte == UInt8(ascii: "\t") {
        tuple.fields.append(Tuple.Field(kind: .text, start: start, count: place - start))
        start = place + 1
      }
    }
    tuple.fields.append(Tuple.Field(kind: .text, start: start, count: end - start))
  }

  /// The same for a line with a backslash in it.
  private mutating func readEscaped(_ line: borrowing Span<UInt8>) throws(DecodeError) {
    tuple.fields.removeAll(keepingCapacity: true)
    unescaped.removeAll(keepingCapacity: true)
    hasEscapes = true
    let end = line.count - 1
    var start = 0
    var isNull = false
    var place = 0
    while place <= end {
      let byte = line[place]
      if byte == UInt8(ascii: "\t") || place == end {
        tuple.fields.append(
          isNull
            ? Tuple.Field(kind: .null)
            : Tuple.Field(kind: .text, start: start, count: unescaped.count - start))
        start = unescaped.count
        isNull = false
      } else if byte == UInt8(ascii: "\\") {
        place += 1
        guard place < end else {
          throw DecodeError(.unterminatedText, tag: UInt8(ascii: "d"), offset: place)
        }
        if line[place] == UInt8(ascii: "N") {
          isNull = true
        } else {
          unescaped.append(Self.meaning(line[place]))
        }
      } else {
        unescaped.append(byte)
      }
      place += 1
    }
  }

  private static func meaning(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "v"): 0x0B
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "r"): 0x0D
    default: byte
    }
  }
}
