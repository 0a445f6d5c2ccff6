import FoundationEssentials

/// The text of a lock, read and written a stream at a time: JSONDecoder and JSONEncoder need several
/// times the memory of what they are given.
enum LockText {
  /// Decodes the text; throws what JSONDecoder throws.
  static func decode(_ bytes: [UInt8]) throws -> Lock {
    guard let list = streams(in: bytes) else {
      return try JSONDecoder().decode(Lock.self, from: Data(bytes))
    }
    var rest = Data(bytes[..<list.lowerBound])
    rest.append(contentsOf: bytes[list.upperBound...])
    var lock = try JSONDecoder().decode(Lock.self, from: rest)
    let decoder = JSONDecoder()
    lock.streams = try objects(in: bytes, list).map { range in
      try decoder.decode(StreamDraft.self, from: Data(bytes[range]))
    }
    return lock
  }

  /// The same bytes as JSONEncoder's for the whole.
  static func encode(_ lock: Lock) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    var bare = lock
    bare.streams = []
    var bytes = Array(try encoder.encode(bare))
    guard !lock.streams.isEmpty, let place = streams(in: bytes) else { return bytes }
    let tail = Array(bytes[place.upperBound...])
    bytes.removeSubrange(place.lowerBound...)
    for (index, stream) in lock.streams.enumerated() {
      bytes += Array((index == 0 ? "\n    " : ",\n    ").utf8)
      for byte in try encoder.encode(stream) {
        bytes.append(byte)
        // A line break is never a part of a string.
        if byte == UInt8(ascii: "\n") { bytes += Array("    ".utf8) }
      }
    }
    return bytes + Array("\n  ".utf8) + tail
  }

  /// What is between the brackets of the member `streams`, as we write it; nil where it is not there.
  private static func streams(in bytes: [UInt8]) -> Range<Int>? {
    let key = Array("\n  \"streams\" : [".utf8)
    guard let found = bytes.firstRange(of: key) else { return nil }
    var depth = 0
    for (place, byte) in Structure(bytes, from: found.upperBound) {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      default:
        if depth == 0 { return found.upperBound..<place }
        depth -= 1
      }
    }
    return nil
  }

  /// The objects of a list.
  private static func objects(in bytes: [UInt8], _ list: Range<Int>) -> [Range<Int>] {
    var (depth, start, found) = (0, 0, [Range<Int>]())
    for (place, byte) in Structure(bytes, from: list.lowerBound) where place < list.upperBound {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        if depth == 0 { start = place }
        depth += 1
      default:
        depth -= 1
        if depth == 0 { found.append(start..<place + 1) }
      }
      if depth < 0 { break }
    }
    return found
  }

  /// The brackets and braces of a JSON text outside its strings, with their places.
  private struct Structure: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var place: Int
    private var isInString = false

    init(_ bytes: [UInt8], from place: Int) {
      self.bytes = bytes
      self.place = place
    }

    mutating func next() -> (place: Int, byte: UInt8)? {
      while place < bytes.count {
        let byte = bytes[place]
        place += 1
        if isInString {
          if byte == UInt8(ascii: "\\") { place += 1 }
          if byte == UInt8(ascii: "\"") { isInString = false }
        } else if byte == UInt8(ascii: "\"") {
          isInString = true
        } else if "[]{}".utf8.contains(byte) {
          return (place - 1, byte)
        }
      }
      return nil
    }
  }
}
