package import Diagnostics
package import Settings
import System

extension FileOptions {
  /// Reads the file.
  ///
  /// - Parameters:
  ///   - acceptsPlanned: whether what is not built yet is a warning.
  ///   - checkIDs: the ids that `doctor.ignore` may name; nil where nobody can tell.
  /// - Returns: its bytes, for messages that show a line of it, and what came of reading.
  package func read(
    requiresVariables: Bool = true, acceptsPlanned: Bool = false, checkIDs: [String]? = nil
  ) throws(Failure) -> (bytes: [UInt8], outcome: ConfigurationReader.Outcome) {
    let environment = try environment()
    let bytes = try contents()
    var options = ConfigurationReader.Options()
    options.isLenient = lenient
    options.requiresVariables = requiresVariables
    options.acceptsPlanned = acceptsPlanned
    options.checkIDs = checkIDs
    return (
      bytes,
      ConfigurationReader.read(bytes, file: name, environment: environment, options: options)
    )
  }

  /// The file's bytes; a pipe's can be read once.
  private func contents() throws(Failure) -> [UInt8] {
    do {
      return try InputFile.read(path)
    } catch {
      var failure = error
      if !exists {
        if path.utf8.allSatisfy({ (97...122).contains($0) }) {
          failure.why = "`\(path)` is taken for the name of a file; --help shows the commands"
        }
        failure.remedies.append("blink-schema init writes one from a database")
      }
      throw failure
    }
  }

  /// Reads the file for a command that needs it whole: prints diagnostics to stderr.
  ///
  /// - Parameters:
  ///   - onlyStreams: what is not needed to know the streams may hold variables that are not set.
  ///   - toRun: whether the file is to be run: then what is not built yet is an error.
  /// - Throws: a configuration failure where there are errors.
  package func configuration(
    _ style: Style, onlyStreams: Bool = false, toRun: Bool = false
  ) throws(Failure) -> Configuration {
    try contents(style, onlyStreams: onlyStreams, toRun: toRun).configuration
  }

  /// The same with the bytes it was read from.
  package func contents(
    _ style: Style, onlyStreams: Bool = false, toRun: Bool = false
  ) throws(Failure) -> (bytes: [UInt8], configuration: Configuration) {
    let (bytes, outcome) = try read(requiresVariables: !onlyStreams, acceptsPlanned: !toRun)
    let diagnostics =
      onlyStreams ? outcome.diagnostics.compactMap(Self.ofStreams) : outcome.diagnostics
    if !diagnostics.isEmpty {
      Terminal.error(DiagnosticRenderer.text(diagnostics, source: bytes, style: style))
    }
    let count = diagnostics.count { $0.severity == .error }
    guard let configuration = outcome.configuration, count == 0 else {
      throw Failure(
        .configuration, "the configuration is invalid: \(Amount.count(count, "error"))",
        subject: name,
        remedies: isStream
          ? [] : ["blink-schema lint \(ShellText.word(path)) checks it without a connection"])
    }
    if toRun, isStream, configuration.source.slotName == nil {
      throw Failure(
        .configuration, "source.config.slot_name is missing", subject: name,
        why: "a generated slot is remembered under the file's name, and a pipe has none",
        remedies: ["write slot_name", "run the configuration from a file"])
    }
    return (bytes, configuration)
  }

  /// An unset variable in a stream's name is an error, elsewhere nothing to report.
  private static func ofStreams(_ diagnostic: Diagnostic) -> Diagnostic? {
    guard diagnostic.code == "variable-unset" else { return diagnostic }
    let path = diagnostic.path
    guard path.contains("stream_schema") || path == "source.config.schema" else { return nil }
    var diagnostic = diagnostic
    diagnostic.severity = .error
    return diagnostic
  }
}
