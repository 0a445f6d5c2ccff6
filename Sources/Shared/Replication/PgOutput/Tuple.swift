/// The columns of one row version, as places in the message they came in.
///
/// Not copyable, so that lending one for the time of a call counts no references.
package struct Tuple: ~Copyable, Sendable {
  /// One column.
  package struct Field: Sendable, Equatable {
    package var kind: Kind
    /// Where the value's text begins in the message, and its length, in bytes.
    package var start: Int
    package var count: Int

    /// Makes a field.
    package init(kind: Kind, start: Int = 0, count: Int = 0) {
      self.kind = kind
      self.start = start
      self.count = count
    }
  }

  /// What the server sent for a column; the raw value is the protocol's byte.
  package enum Kind: UInt8, Sendable {
    case null = 0x6E  // n
    /// A TOAST value that the change did not touch and that is not in the WAL.
    case unchanged = 0x75  // u
    case text = 0x74  // t
    /// Never asked for; ``Tuple/screen(_:)`` marks texts with it that are not valid UTF-8.
    case binary = 0x62  // b
  }

  package var fields: [Field] = []

  /// No columns.
  package init() {}

  /// Marks the texts that are not valid UTF-8, so that no encoder takes them for text.
  package mutating func screen(_ bytes: borrowing Span<UInt8>) {
    for index in fields.indices where fields[index].kind == .text {
      let (start, count) = (fields[index].start, fields[index].count)
      let text = bytes.extracting(start..<(start + count))
      if (try? UTF8Span(validating: text)) == nil { fields[index].kind = .binary }
    }
  }

  /// Makes room for so many columns; those that are there keep what they hold.
  mutating func resize(to count: Int) {
    if fields.count > count { fields.removeLast(fields.count - count) }
    while fields.count < count { fields.append(Field(kind: .null)) }
  }
}
