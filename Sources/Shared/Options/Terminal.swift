private import Glibc

/// Writing to the two streams: stdout carries data, stderr everything else.
package enum Terminal {
  /// Writes a text and a newline to stderr.
  package static func error(_ text: String) { write(text + "\n", to: 2) }

  /// Writes a text as it is to stdout; gives whether somebody took it.
  @discardableResult
  package static func output(_ text: String) -> Bool { write(text, to: 1) }

  @discardableResult
  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let count = unsafe Glibc.write(
          descriptor, bytes.baseAddress.map { unsafe $0 + written }, bytes.count - written)
        if count < 0 {
          if errno == EINTR { continue }
          return false
        }
        written += count
      }
      return true
    }
  }
}
