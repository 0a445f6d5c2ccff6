/// Bytes from the server that are not what the protocol says: what was expected, and where.
package struct DecodeError: Error, Sendable, Equatable, CustomStringConvertible {
  package var problem: Problem
  /// The message's tag byte; nil before it was read.
  package var tag: UInt8?
  /// Offset in the message, in bytes.
  package var offset: Int

  package enum Problem: Sendable, Equatable {
    /// The message ends before the field does; how many bytes are missing.
    case truncated(missing: Int)
    /// Bytes are left after the last field.
    case trailing(count: Int)
    /// No message of protocol version 1 or 2 has this tag.
    case unknownTag
    /// A length or count is negative, or larger than the message.
    case impossibleLength(Int)
    /// A text has no terminating zero byte.
    case unterminatedText
    /// A text is not valid UTF-8.
    case invalidText
    /// A byte is none of those the protocol has in this place.
    case unexpectedByte(UInt8, expected: String)
  }

  /// Makes an error.
  package init(_ problem: Problem, tag: UInt8? = nil, offset: Int) {
    self.problem = problem
    self.tag = tag
    self.offset = offset
  }

  /// One sentence with the message's tag and the offset.
  package var description: String {
    let what =
      switch problem {
      case .truncated(let missing): "the message ends \(missing) bytes too early"
      case .trailing(let count): "\(count) bytes are left over"
      case .unknownTag: "the message type is unknown"
      case .impossibleLength(let length): "a length of \(length) is impossible"
      case .unterminatedText: "a text has no end"
      case .invalidText: "a text is not valid UTF-8"
      case .unexpectedByte(let byte, let expected): "byte \(byte) where \(expected) is expected"
      }
    return "\(what) (message \(Self.name(of: tag)), offset \(offset))"
  }

  /// A message's tag for messages of ours: as a letter only where it is one that can be printed.
  package static func name(of tag: UInt8?) -> String {
    guard let tag else { return "without a type" }
    let printable = (0x21...0x7E).contains(tag)
    return printable ? "'\(Character(UnicodeScalar(tag)))'" : "type \(tag)"
  }
}
