private import Glibc
private import Synchronization

/// The two streams of output: stdout carries data, stderr everything else.
package enum Terminal {
  /// The errno of the first write to stdout that failed; zero while all went well.
  private static let lost = Atomic<Int32>(0)
  /// Its name in errors.
  private static let standardOutput = "standard output"

  /// Whether a descriptor is a terminal.
  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Writes a text and a newline to stderr.
  package static func error(_ text: String) { prompt(text + "\n") }

  /// Writes a text as it is to stderr; where that fails, nobody can be told.
  package static func prompt(_ text: String) {
    try? Descriptor.write(text, to: 2, "standard error")
  }

  /// Writes a text as it is to stdout; returns whether somebody took it.
  ///
  /// What nobody took is told at the end (`reportLoss`).
  @discardableResult
  package static func output(_ text: String) -> Bool {
    do {
      try Descriptor.write(text, to: 1, standardOutput)
      return true
    } catch {
      _ = lost.compareExchange(expected: 0, desired: error.number, ordering: .relaxed)
      return false
    }
  }

  /// Says on stderr that a report could not be written; returns whether that was so.
  package static func reportLoss() -> Bool {
    let problem = lost.load(ordering: .relaxed)
    // A reader that has seen enough, like `head`, need not be told.
    if problem != 0, problem != EPIPE {
      error("error: \(FileError("written", standardOutput, .system(problem)))")
    }
    return problem != 0
  }
}
