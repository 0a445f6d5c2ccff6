import Diagnostics
import YAML

/// Gathers what is wrong while a file is read.
final class Collector {
  let file: String
  let environment: EnvironmentSource
  let options: ConfigurationReader.Options
  private(set) var diagnostics: [Diagnostic] = []

  init(file: String, environment: EnvironmentSource, options: ConfigurationReader.Options) {
    self.file = file
    self.environment = environment
    self.options = options
  }

  func place(_ node: Node) -> SourceLocation {
    SourceLocation(file: file, line: node.line, column: node.column)
  }

  func report(
    _ severity: Severity, _ code: String, _ path: String, at place: SourceLocation,
    _ message: String, hint: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(severity, code, path: path, at: place, message, hint: hint))
  }

  func error(
    _ code: String, _ path: String, _ node: Node, _ message: String, hint: String? = nil
  ) {
    report(.error, code, path, at: place(node), message, hint: hint)
  }

  /// Reports what the reader knows and nothing does yet.
  ///
  /// - Parameter what: what it is, in front of the words for it; the path alone where empty.
  func notBuilt(
    _ path: String, at place: SourceLocation, _ what: String = "", advice: String,
    isNeeded: Bool = false
  ) {
    report(
      options.acceptsPlanned && !isNeeded ? .warning : .error, Availability.code, path, at: place,
      "\(path): \(what)\(Availability.words)", hint: advice)
  }
}
