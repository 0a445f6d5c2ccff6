package import Replication

/// Reads the lines of `COPY … TO STDOUT` in text format into the same shape as the stream's
/// rows (PostgreSQL documentation, COPY, "Text Format").
package struct CopyLine: ~Copyable, Sendable {
  private static let tab = UInt8(ascii: "\t")
  private static let backslash = UInt8(ascii: "\\")

  /// The fields of the last line, as places in the line, or in
  /// `unescaped` where `hasEscapes`.
  package private(set) var tuple = Tuple()
  /// The line with its escapes undone, where it had any but those of NULL.
  package private(set) var unescaped: [UInt8] = []
  package private(set) var hasEscapes = false

  /// Nothing read yet.
  package init() {}

  /// Marks the texts of the last line that are not valid UTF-8.
  package mutating func screen(_ line: borrowing Span<UInt8>) {
    guard hasEscapes else { return tuple.screen(line) }
    // A copy of the reference, because the span would borrow the whole.
    let bytes = unescaped
    tuple.screen(bytes.span)
  }

  /// Reads one line, which must end in a newline.
  package mutating func read(_ line: borrowing Span<UInt8>) throws(DecodeError) {
    guard line.count > 0, line[line.count - 1] == UInt8(ascii: "\n") else {
      throw DecodeError(.unterminatedText, tag: UInt8(ascii: "d"), offset: line.count)
    }
    tuple.fields.removeAll(keepingCapacity: true)
    hasEscapes = false
    let end = line.count - 1
    var start = 0
    var place = StopBytes.columnEnds.next(in: line, from: 0)
    while place < end {
      if line[place] == Self.tab {
        tuple.fields.append(Tuple.Field(kind: .text, start: start, count: place - start))
      } else {
        guard place == start, line[place + 1] == UInt8(ascii: "N"),
          place + 2 == end || line[place + 2] == Self.tab
        else { return try readEscaped(line) }
        tuple.fields.append(Tuple.Field(kind: .null))
        place += 2
        if place == end { return }
      }
      start = place + 1
      place = StopBytes.columnEnds.next(in: line, from: start)
    }
    tuple.fields.append(Tuple.Field(kind: .text, start: start, count: end - start))
  }

  /// The same for a line in which a backslash hides another byte.
  private mutating func readEscaped(_ line: borrowing Span<UInt8>) throws(DecodeError) {
    tuple.fields.removeAll(keepingCapacity: true)
    unescaped.removeAll(keepingCapacity: true)
    hasEscapes = true
    let end = line.count - 1
    var start = 0
    var isNull = false
    var place = 0
    while true {
      let next = min(StopBytes.columnEnds.next(in: line, from: place), end)
      unsafe line.extracting(place..<next).withUnsafeBufferPointer { run in
        unsafe unescaped.append(contentsOf: run)
      }
      place = next
      if place == end || line[place] == Self.tab {
        tuple.fields.append(
          isNull
            ? Tuple.Field(kind: .null)
            : Tuple.Field(kind: .text, start: start, count: unescaped.count - start))
        if place == end { return }
        start = unescaped.count
        isNull = false
        place += 1
        continue
      }
      guard place + 1 < end else {
        throw DecodeError(.unterminatedText, tag: UInt8(ascii: "d"), offset: place + 1)
      }
      if line[place + 1] == UInt8(ascii: "N") {
        isNull = true
      } else {
        unescaped.append(Self.meaning(line[place + 1]))
      }
      place += 2
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
