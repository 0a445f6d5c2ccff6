import Foundation

/// Runs other programs.
package enum Program {
  /// What a program did.
  package struct Outcome: Sendable {
    package var exit: Int32
    package var stdout: String
    package var stderr: String

    /// Makes an outcome, for tests of what judges one.
    package init(exit: Int32, stdout: String, stderr: String) {
      self.exit = exit
      self.stdout = stdout
      self.stderr = stderr
    }
  }

  /// Foundation's way to start a process copies descriptors that other threads make and close.
  private static let launching = NSLock()

  /// Starts a process, one at a time.
  static func launch(_ process: Process) throws {
    try launching.withLock { try process.run() }
  }

  private static let inherited = ProcessInfo.processInfo.environment

  /// Runs a program to its end.
  package static func run(
    _ path: String, _ arguments: [String], environment: [String: String]? = nil,
    directory: String? = nil, stdin: String? = nil, timeout: Double = 60
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    // Read once: many tests start programs at the same time.
    process.environment = environment ?? inherited
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    let folder = try TemporaryDirectory()
    let out = folder.path + "/out"
    let err = folder.path + "/err"
    for file in [out, err] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
    var handles = [out, err].compactMap { FileHandle(forWritingAtPath: $0) }
    process.standardOutput = handles.first
    process.standardError = handles.last
    if let stdin {
      let input = folder.path + "/in"
      try stdin.write(toFile: input, atomically: true, encoding: .utf8)
      let handle = FileHandle(forReadingAtPath: input)
      process.standardInput = handle
      if let handle { handles.append(handle) }
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    // Foundation keeps them open as long as the tests run, some thousand by the end.
    defer { for handle in handles { try? handle.close() } }
    try launch(process)
    let limit = Date().addingTimeInterval(timeout)
    while process.isRunning {
      if Date() > limit {
        process.terminate()
        usleep(200_000)
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        throw SupportError("\(path) \(arguments) ran longer than \(timeout) s")
      }
      usleep(5_000)
    }
    return Outcome(
      exit: process.terminationStatus,
      stdout: String(decoding: try Data(contentsOf: URL(fileURLWithPath: out)), as: UTF8.self),
      stderr: String(decoding: try Data(contentsOf: URL(fileURLWithPath: err)), as: UTF8.self))
  }
}
