/// The lines of a text that is edited without touching the rest of it.
package struct TextLines: Sendable {
  package let bytes: [UInt8]
  /// Where each line begins; one more entry for the end.
  private let starts: [Int]
  /// What ends the lines: `\r\n` where the first one ends so.
  package let newline: String

  /// Finds the lines.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(place + 1)
    }
    if starts.last != bytes.count { starts.append(bytes.count) }
    self.starts = starts
    let first = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? 0
    newline = first > 0 && bytes[first - 1] == UInt8(ascii: "\r") ? "\r\n" : "\n"
  }

  /// Number of lines.
  package var count: Int { starts.count - 1 }

  /// A line, counted from 1, without what ends it.
  package func line(_ number: Int) -> ArraySlice<UInt8> {
    guard (1...max(1, count)).contains(number), count > 0 else { return [] }
    var end = starts[number]
    if end > starts[number - 1], bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > starts[number - 1], bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return bytes[starts[number - 1]..<end]
  }

  /// A line, counted from 1, with a carriage return at its end but without the line feed.
  package func raw(_ number: Int) -> String {
    var line = bytes[start(of: number)..<start(of: number + 1)]
    if line.last == UInt8(ascii: "\n") { line.removeLast() }
    return String(decoding: line, as: UTF8.self)
  }

  /// The line, counted from 1, that a byte is in; the one behind the last for the end.
  package func number(at place: Int) -> Int {
    var low = 0
    var high = starts.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if starts[middle] <= place { low = middle } else { high = middle - 1 }
    }
    return low + 1
  }

  /// Whether nothing ends a line, counted from 1: only the last one can be so.
  package func isOpen(_ number: Int) -> Bool {
    number == count && bytes.last != UInt8(ascii: "\n")
  }

  /// Where line `number` begins; the end of the text for the line behind the last.
  package func start(of number: Int) -> Int { starts[min(max(number, 1), starts.count) - 1] }

  /// The byte of a place as libyaml counts: lines from 1, columns in characters from 1.
  package func offset(line number: Int, column: Int) -> Int {
    var place = start(of: number)
    // libyaml is handed the text without its byte order mark.
    if place == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    var left = column - 1
    while left > 0, place < bytes.count {
      place += 1
      while place < bytes.count, bytes[place] & 0xC0 == 0x80 { place += 1 }
      left -= 1
    }
    return place
  }

  /// The bytes of a node.
  package func range(of node: Node) -> Range<Int> {
    let start = offset(line: node.line, column: node.column)
    return start..<max(start, offset(line: node.endLine, column: node.endColumn))
  }
}
