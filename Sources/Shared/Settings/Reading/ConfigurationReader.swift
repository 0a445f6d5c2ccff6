package import Diagnostics
private import YAML

/// Reads a configuration file: every error at once, each with its place.
package enum ConfigurationReader {
  /// What came of reading; the configuration is nil where there are errors.
  package struct Outcome: Sendable {
    package var configuration: Configuration?
    package var diagnostics: [Diagnostic]

    /// Whether an error is among the diagnostics.
    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// How strictly.
  package struct Options: Sendable {
    /// Unknown keys are warnings.
    package var isLenient = false
    /// A variable without value and default is an error; else a warning.
    package var requiresVariables = true
    /// What is not built yet is a warning, for commands that do not run the file: the
    /// configuration names it in `notBuilt`.
    package var acceptsPlanned = false
    /// The ids that `doctor.ignore` may name; nil where nobody can tell.
    package var checkIDs: [String]?

    /// Strict.
    package init() {}
  }

  /// The most errors that are told at once.
  private static let limit = 20

  /// Reads the file's bytes.
  package static func read(
    _ bytes: [UInt8], file: String, environment: EnvironmentSource, options: Options = Options()
  ) -> Outcome {
    let collector = Collector(file: file, environment: environment, options: options)
    let root: Node
    do {
      root = try YAMLParser.parse(bytes)
    } catch {
      let place = SourceLocation(file: file, line: error.line, column: error.column)
      return Outcome(
        configuration: nil,
        diagnostics: [
          Diagnostic(.error, error.code, at: place, error.message, hint: error.hint)
        ])
    }
    var configuration = RootReader(collector: collector).configuration(root)
    let sorted = collector.diagnostics.sorted {
      ($0.location.line, $0.location.column) < ($1.location.line, $1.location.column)
    }
    configuration?.notBuilt = sorted.filter { $0.code == Availability.code }
    let errors = sorted.filter { $0.severity == .error }
    let kept = errors.count > limit ? Array(errors.prefix(limit)) : sorted
    return Outcome(
      configuration: errors.isEmpty ? configuration : nil, diagnostics: kept)
  }
}
