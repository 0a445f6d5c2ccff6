package import Diagnostics

/// Where a run says what it does.
package protocol Reporter: AnyObject, Sendable {
  /// Writes an entry; from any thread.
  func report(_ entry: LogEntry)
}

extension Reporter {
  /// Something that a user wants to read once.
  package func note(_ text: String, _ fields: [(name: String, value: LogEntry.Value)] = []) {
    report(LogEntry(.info, text, fields))
  }

  /// Something that a user should act on.
  package func warning(_ text: String, _ fields: [(name: String, value: LogEntry.Value)] = []) {
    report(LogEntry(.warning, text, fields))
  }
}
