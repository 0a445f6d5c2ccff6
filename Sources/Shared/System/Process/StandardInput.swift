private import Glibc

/// What somebody types.
package enum StandardInput {
  /// Reads a line, byte by byte, so that nothing behind it is taken from whoever reads next.
  ///
  /// - Returns: the line without its newline; nil where the input ended first.
  package static func line() -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = unsafe read(0, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1 else { return nil }
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
  }
}
