private import Glibc
private import Synchronization

/// Writing to the two streams: stdout carries data, stderr everything else.
package enum Terminal {
  /// The errno of the first write to stdout that failed; zero while all went well.
  private static let lost = Atomic<Int32>(0)

  /// Writes a text and a newline to stderr.
  package static func error(_ text: String) { _ = write(text + "\n", to: 2) }

  /// Writes a question as it is to stderr.
  package static func prompt(_ text: String) { _ = write(text, to: 2) }

  /// Writes a text as it is to stdout; gives whether somebody took it.
  ///
  /// What nobody took is told at the end (`reportLoss`).
  @discardableResult
  package static func output(_ text: String) -> Bool {
    let problem = write(text, to: 1)
    if problem != 0 {
      _ = lost.compareExchange(expected: 0, desired: problem, ordering: .relaxed)
    }
    return problem == 0
  }

  /// Says on stderr that a report could not be written; gives whether that was so.
  package static func reportLoss() -> Bool {
    let problem = lost.load(ordering: .relaxed)
    // A reader that has seen enough, like `head`, need not be told.
    if problem != 0, problem != EPIPE {
      error(
        "error: standard output cannot be written: \(unsafe String(cString: strerror(problem)))")
    }
    return problem != 0
  }

  /// Gives the errno; zero where everything was written.
  private static func write(_ text: String, to descriptor: Int32) -> Int32 {
    var text = text
    return text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let count = unsafe Glibc.write(
          descriptor, bytes.baseAddress.map { unsafe $0 + written }, bytes.count - written)
        if count < 0 {
          if errno == EINTR { continue }
          return errno
        }
        written += count
      }
      return 0
    }
  }
}
