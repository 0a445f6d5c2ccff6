import System

/// What a file holds beyond the length that the position names.
enum FileTail {
  /// How a line of each format begins: `envelope` and `blink`.
  private static let beginnings = [Array("{\"event\":\"".utf8), Array("[{".utf8)]
  private static let longest = 10

  /// Whether a killed run can have left these bytes: every line begins as an event does.
  ///
  /// The last line may be cut short. Zeros at the beginning of a line are what a file system can
  /// show for blocks that a crash of the machine kept from the disk.
  static func isOurs(_ path: String, _ range: Range<Int>) throws(FileError) -> Bool {
    let file = try Descriptor.reading(path, followsLinks: false)
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    var beginning: [UInt8] = []
    var place = range.lowerBound
    while place < range.upperBound {
      let count = min(try file.read(into: &chunk, from: 0, at: place), range.upperBound - place)
      for byte in chunk[..<count] {
        if byte == UInt8(ascii: "\n") {
          guard isLine(beginning) else { return false }
          beginning.removeAll(keepingCapacity: true)
        } else if beginning.count < longest {
          beginning.append(byte)
        }
      }
      place += count
    }
    return isLine(beginning) || beginnings.contains { $0.starts(with: beginning) }
  }

  private static func isLine(_ beginning: [UInt8]) -> Bool {
    beginning.first == 0 || beginnings.contains { beginning.starts(with: $0) }
  }
}
