/// Reads the records of a transaction in order, a chunk at a time.
final class SpoolReader {
  /// Bytes that are read at once; a larger record makes room for itself, and for itself alone.
  private static let chunk = 64 * 1024
  /// A buffer that has grown beyond this many bytes is not kept for the next record.
  private static let kept = 1 << 20
  private static let head = 4

  private let transaction: SpooledTransaction
  private var bytes = [UInt8](repeating: 0, count: chunk)
  /// What of `bytes` is read from the file and not handed on.
  private var held = 0..<0
  /// Where the file is read next.
  private var offset = 0

  init(_ transaction: SpooledTransaction) { self.transaction = transaction }

  /// Lends the next record: its message, and its number of arrival where it is a Relation.
  ///
  /// - Returns: the bytes of the record; 0 after the last one.
  func next(
    _ body: (borrowing Span<UInt8>, UInt64?) throws(PipelineError) -> Void
  ) throws(PipelineError) -> Int {
    if held.isEmpty, offset == transaction.length { return 0 }
    try hold(Self.head)
    let length = Int(number(at: held.lowerBound, bytes: Self.head))
    try hold(Self.head + length)
    let start = held.lowerBound + Self.head
    var end = start + length
    held = end..<held.upperBound
    var arrival: UInt64?
    if bytes[start] == UInt8(ascii: "R") {
      end -= 8
      arrival = number(at: end, bytes: 8)
    }
    // A second reference for the time of the call, not a copy.
    let lent = bytes
    try body(lent.span.extracting(start..<end), arrival)
    return Self.head + length
  }

  /// Sees to it that so many bytes are held.
  private func hold(_ count: Int) throws(PipelineError) {
    guard held.count < count else { return }
    makeRoom(for: count)
    while held.count < count {
      let read = try transaction.read(into: &bytes, from: held.count, at: offset)
      offset += read
      held = 0..<(held.count + read)
    }
  }

  /// Moves what is held to the beginning of a buffer that has room for so many bytes.
  private func makeRoom(for count: Int) {
    let (start, length) = (held.lowerBound, held.count)
    held = 0..<length
    guard count > bytes.count || bytes.count > Self.kept else {
      // SAFETY: both ranges lie inside the array; they may overlap.
      unsafe bytes.withUnsafeMutableBytes { bytes in
        guard let base = bytes.baseAddress else { return }
        unsafe base.copyMemory(from: base + start, byteCount: length)
      }
      return
    }
    var next = [UInt8](repeating: 0, count: max(count, Self.chunk))
    next.replaceSubrange(0..<length, with: bytes[start..<(start + length)])
    bytes = next
  }

  private func number(at place: Int, bytes count: Int) -> UInt64 {
    (0..<count).reduce(0) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) }
  }
}
