package import ArgumentParser
package import Diagnostics
package import Settings
import System

/// The configuration file and how it is read; every command that has a file has these.
package struct FileOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The configuration file (default: blink.yaml); - is standard input.", valueName: "file"),
    completion: .file())
  package var file: String?

  @Option(
    name: [.customShort("c"), .long],
    help: ArgumentHelp("The same, as an option.", valueName: "file"), completion: .file())
  package var config: String?

  @Option(
    help: ArgumentHelp(
      "Read variables from this file instead of the .env beside the configuration.",
      valueName: "path"), completion: .file())
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
    if let named, Self.looksLikeConnection(named) {
      throw ValidationError("The file's name looks like a connection string: is -d missing?")
    }
  }

  /// Whether a word is more likely meant for `-d`.
  private static func looksLikeConnection(_ word: String) -> Bool {
    ["postgresql://", "postgres://", "host=", "dbname=", "service="].contains {
      word.hasPrefix($0)
    }
  }

  /// The file as it was named; nil where nobody named one.
  package var named: String? { file ?? config }

  /// The file to use.
  package var path: String { named ?? Self.standard }

  private static let standard = "blink.yaml"

  /// The file's name for messages.
  package var name: String { path == InputFile.standardInput ? "<stdin>" : path }

  /// Whether it is a pipe or standard input: it can be read once, and not be written.
  package var isStream: Bool { InputFile.isStream(path) }

  /// Whether the default file is there.
  package var defaultExists: Bool { InputFile.exists(Self.standard) }

  /// Whether the file is there.
  package var exists: Bool { InputFile.exists(path) }

  /// The folder the file is in; for a pipe the current one.
  package var directory: String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 1, !isStream else { return "." }
    let folder = parts.dropLast().joined(separator: "/")
    return folder.isEmpty ? "/" : folder
  }

  /// The file's name without its extension; for a pipe a name that stands for none.
  package var stem: String {
    if isStream { return "stdin" }
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
}
