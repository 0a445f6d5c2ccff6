/// Something to say about a place in a file; rendered last.
package struct Diagnostic: Sendable, Equatable {
  package var severity: Severity
  /// Stable and never used again for another meaning.
  package var code: String
  /// The keys that lead there, like `source.config.port`.
  package var path: String
  package var location: SourceLocation
  package var message: String
  package var hint: String?

  /// Makes a diagnostic.
  package init(
    _ severity: Severity, _ code: String, path: String = "", at location: SourceLocation,
    _ message: String, hint: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.path = path
    self.location = location
    self.message = message
    self.hint = hint
  }
}
