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
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      written += count
    }
    return true
  }
}
