package import ArgumentParser
package import Diagnostics
package import Settings
import System

/// The configuration file and how it is read; every command that has a file has these.
package struct FileOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The configuration file (default: blink.yaml).", valueName: "file"))
  package var file: String?

  @Option(
    name: [.customShort("c"), .long],
    help: ArgumentHelp("The same, as an option.", valueName: "file"))
  package var config: String?

  @Option(
    help: ArgumentHelp(
      "Read variables from this file instead of the .env beside the configuration.",
      valueName: "path"))
  package var envFile: String?

  @Flag(name: .long, help: "Do not read a .env file.")
  package var noEnvFile = false

  @Flag(help: "Warn about unknown keys instead of refusing them.")
  package var lenient = false

  package init() {}

  package func validate() throws {
    if file != nil, config != nil {
      throw ValidationError("Name the file once: as FILE or with -c FILE.")
    }
    if envFile != nil, noEnvFile {
      throw ValidationError("--env-file and --no-env-file exclude each other.")
    }
  }

  /// The file as it was named; nil where nobody named one.
  package var named: String? { file ?? config }

  /// The file to use.
  package var path: String { named ?? "blink.yaml" }

  /// Whether the default file is there.
  package var defaultExists: Bool { Path.exists("blink.yaml") }

  /// Whether the file is there.
  package var exists: Bool { Path.exists(path) }

  /// The folder the file is in.
  package var directory: String { Path.folder(of: path) }

  /// The file's name without its extension.
  package var stem: String {
    let name = path.split(separator: "/").last.map(String.init) ?? "blink"
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// Where `${NAME}` comes from.
  package func environment() throws(Failure) -> EnvironmentSource {
    if noEnvFile { return try EnvironmentSource(envFile: nil, isRequired: false) }
    if let envFile { return try EnvironmentSource(envFile: envFile, isRequired: true) }
    return try EnvironmentSource(envFile: "\(directory)/.env", isRequired: false)
  }

  /// Reads the file.
  ///
  /// - Parameter checkIDs: the ids that `doctor.ignore` may name; nil where nobody can tell.
  /// - Returns: its bytes, for messages that show a line of it, and what came of reading.
  package func read(
    requiresVariables: Bool = true, checkIDs: [String]? = nil
  ) throws(Failure) -> (bytes: [UInt8], outcome: ConfigurationReader.Outcome) {
    let environment = try environment()
    let bytes = try BoundedFile.read(path)
    var options = ConfigurationReader.Options()
    options.isLenient = lenient
    options.requiresVariables = requiresVariables
    options.checkIDs = checkIDs
    return (
      bytes,
      ConfigurationReader.read(bytes, file: path, environment: environment, options: options)
    )
  }

  /// Reads the file for a command that needs it whole: prints diagnostics to stderr.
  ///
  /// - Parameter onlyStreams: what is not needed to know the streams may hold variables that are
  ///   not set.
  /// - Throws: a configuration failure where there are errors.
  package func configuration(
    _ style: Style, onlyStreams: Bool = false
  ) throws(Failure) -> Configuration {
    let (bytes, outcome) = try read(requiresVariables: !onlyStreams)
    let diagnostics =
      onlyStreams ? outcome.diagnostics.compactMap(Self.ofStreams) : outcome.diagnostics
    if !diagnostics.isEmpty {
      Terminal.error(DiagnosticRenderer.text(diagnostics, source: bytes, style: style))
    }
    let count = diagnostics.count { $0.severity == .error }
    guard let configuration = outcome.configuration, count == 0 else {
      throw Failure(
        .configuration,
        "the configuration is invalid: \(count) \(count == 1 ? "error" : "errors")",
        subject: path, remedies: ["blink-schema lint \(path) checks it without a connection"])
    }
    return configuration
  }

  /// An unset variable in a stream's name is an error, elsewhere nothing to tell.
  private static func ofStreams(_ diagnostic: Diagnostic) -> Diagnostic? {
    guard diagnostic.code == "variable-unset" else { return diagnostic }
    let path = diagnostic.path
    guard path.contains("stream_schema") || path == "source.config.schema" else { return nil }
    var diagnostic = diagnostic
    diagnostic.severity = .error
    return diagnostic
  }
}
