package import Foundation

/// The two tools as a user runs them.
package enum BlinkBinary: String, Sendable {
  case schema = "blink-schema"
  case run = "blink-run"

  /// Beside the test bundle, or in `BLINK_BIN_DIR`.
  package var path: String {
    if let folder = ProcessInfo.processInfo.environment["BLINK_BIN_DIR"] {
      return "\(folder)/\(rawValue)"
    }
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    for _ in 0..<3 {
      let candidate = folder.appendingPathComponent(rawValue).path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
      folder = folder.deletingLastPathComponent()
    }
    return Repository.file(".build/debug/\(rawValue)").path
  }

  /// The release build, in `BLINK_RELEASE_DIR`: only that says anything about speed.
  package func releasePath() throws -> String {
    guard let folder = ProcessInfo.processInfo.environment["BLINK_RELEASE_DIR"] else {
      throw SupportError(
        "no release build: swift build -c release, then BLINK_RELEASE_DIR=.build/release")
    }
    return "\(folder)/\(rawValue)"
  }

  private static func environment(_ more: [String: String]) -> [String: String] {
    ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8"].merging(more) { $1 }
  }

  /// Runs the tool to its end.
  package func run(
    _ arguments: [String], environment: [String: String] = [:], directory: String? = nil,
    timeout: Double = 120
  ) throws -> Program.Outcome {
    try Program.run(
      path, arguments, environment: Self.environment(environment), directory: directory,
      timeout: timeout)
  }

  /// Starts the tool with its output in files.
  package func start(
    _ arguments: [String], environment: [String: String] = [:], directory: String,
    output: Pipe? = nil, to file: FileHandle? = nil, path: String? = nil
  ) throws -> RunningProgram {
    try RunningProgram(
      path ?? self.path, arguments, environment: Self.environment(environment),
      directory: directory,
      output: output ?? file)
  }

  /// Starts the tool on a terminal.
  package func onTerminal(
    _ arguments: [String], environment: [String: String] = [:], directory: String
  ) throws -> TerminalProgram {
    try TerminalProgram(
      path, arguments, environment: Self.environment(environment), directory: directory)
  }
}
