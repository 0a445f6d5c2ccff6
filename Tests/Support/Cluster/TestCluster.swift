import Foundation
import Glibc

/// A throwaway PostgreSQL server: a real one, in a temporary folder, on a free port, as a user
/// that is not root, stopped by its own pid.
package final class TestCluster: @unchecked Sendable {
  // SAFETY: `process` and `settings` are changed only under `lock`, `port` only by `init`.
  package private(set) var port: Int
  package let directory: String
  private let programs: ServerPrograms
  private let lock = NSLock()
  private var process: Process?
  private var settings: [String: String]

  /// Starts a new server and waits until it answers.
  ///
  /// - Parameter firstPort: the port to try first; another one is taken where it is in use.
  package init(settings: [String: String] = [:], firstPort: Int? = nil) throws {
    programs = try ServerPrograms()
    port = try firstPort ?? FreePort.reserve()
    directory = try ServerFolder.create()
    self.settings = [
      "wal_level": "logical", "fsync": "off", "max_wal_senders": "20",
      "max_replication_slots": "20", "max_connections": "100",
    ].merging(settings) { $1 }
    try DataDirectory.create(at: data)
    try startOnAFreePort()
  }

  /// Copies a running server and starts the copy as its standby.
  package init(standbyOf primary: TestCluster) throws {
    programs = primary.programs
    port = try FreePort.reserve()
    directory = try ServerFolder.create()
    settings = primary.lock.withLock { primary.settings }
    try ServerPrograms.check(
      programs.run(
        "pg_basebackup",
        [
          "-h", "127.0.0.1", "-p", "\(primary.port)", "-U", "postgres", "-D", data, "-R", "-X",
          "stream", "-c", "fast",
        ]))
    try startOnAFreePort()
  }

  deinit {
    stop(.immediate)
    try? FileManager.default.removeItem(atPath: directory)
  }

  private var data: String { directory + "/data" }

  /// Another test run may have taken the port since it was reserved.
  private func startOnAFreePort() throws {
    for attempt in 1... {
      do {
        return try start()
      } catch {
        guard attempt < 5, logText.contains("Address already in use") else { throw error }
        stop(.immediate)
        port = try FreePort.reserve()
      }
    }
  }

  private func start(waiting: Bool = true) throws {
    let options = settings.sorted { $0.key < $1.key }.flatMap { ["-c", "\($0.key)=\($0.value)"] }
    let (program, arguments) = programs.command(
      "postgres", ["-D", data, "-p", "\(port)", "-k", directory, "-h", "127.0.0.1"] + options)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: "/tmp")
    let log = directory + "/log"
    if !FileManager.default.fileExists(atPath: log) {
      _ = FileManager.default.createFile(atPath: log, contents: nil)
    }
    let handle = FileHandle(forWritingAtPath: log)
    defer { try? handle?.close() }
    handle?.seekToEndOfFile()
    process.standardOutput = handle
    process.standardError = handle
    process.standardInput = FileHandle.nullDevice
    try Program.launch(process)
    lock.withLock { self.process = process }
    guard waiting else { return }
    let answers = try eventually { try !process.isRunning || isReady(process) }
    guard answers, process.isRunning else {
      throw SupportError("the server did not start:\n\(logText)")
    }
  }

  /// Asked over the socket in the server's own folder: at the port another server might answer while
  /// this one, whose pid is in its folder already, is about to find the port taken.
  private func isReady(_ process: Process) throws -> Bool {
    let file = (try? String(contentsOfFile: data + "/postmaster.pid", encoding: .utf8)) ?? ""
    guard file.hasPrefix("\(process.processIdentifier)\n") else { return false }
    return try programs.run("pg_isready", ["-q", "-h", directory, "-p", "\(port)"]).exit == 0
  }

  /// How to stop.
  package enum StopMode: Sendable { case fast, immediate }

  /// Stops the server.
  package func stop(_ mode: StopMode = .fast) {
    let process = lock.withLock { () -> Process? in
      defer { self.process = nil }
      return self.process
    }
    guard let process, process.isRunning else { return }
    kill(process.processIdentifier, mode == .fast ? SIGINT : SIGQUIT)
    process.waitUntilExit()
  }

  /// Stops and starts, with changed settings.
  ///
  /// - Parameter waiting: until it answers.
  package func restart(
    _ mode: StopMode = .fast, settings: [String: String] = [:], waiting: Bool = true
  ) throws {
    stop(mode)
    lock.withLock { self.settings.merge(settings) { $1 } }
    try start(waiting: waiting)
  }

  /// Takes settings off the command line, so that those in the files count.
  package func forget(settings names: [String]) {
    lock.withLock { for name in names { settings[name] = nil } }
  }

  /// The server's log.
  package var logText: String {
    (try? String(contentsOfFile: directory + "/log", encoding: .utf8)) ?? ""
  }

  /// Where the server keeps its files.
  package var dataDirectory: String { data }

  /// The path of a program of this server's version.
  package func path(of program: String) -> String { "\(programs.folder)/\(program)" }

  /// Runs a file as a user would: without a setting that the file should bring.
  package func psql(
    file: String, variables: [String] = [], user: String = "postgres"
  ) throws -> Program.Outcome {
    try Program.run(
      "\(programs.folder)/psql",
      ["-X", "-h", "127.0.0.1", "-p", "\(port)", "-U", user, "-d", "postgres", "-f", file]
        + variables.flatMap { ["-v", $0] },
      environment: ["PATH": "/usr/bin:/bin", "PGCONNECT_TIMEOUT": "10"])
  }

  /// What pg_dump writes of a database.
  package func dump(_ database: String) throws -> String {
    let outcome = try Program.run(
      "\(programs.folder)/pg_dump",
      ["-h", "127.0.0.1", "-p", "\(port)", "-U", "postgres", "-d", database],
      environment: ["PATH": "/usr/bin:/bin"])
    try ServerPrograms.check(outcome)
    return outcome.stdout
  }

  /// Runs statements and gives their rows, columns between `|`.
  @discardableResult
  package func psql(
    _ sql: String, database: String = "postgres", user: String = "postgres"
  ) throws -> String {
    let outcome = try Program.run(
      "\(programs.folder)/psql",
      [
        "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", "\(port)", "-U",
        user, "-d", database, "-f", "-",
      ], environment: ["PATH": "/usr/bin:/bin", "PGCONNECT_TIMEOUT": "10"], stdin: sql,
      timeout: 300)
    guard outcome.exit == 0 else {
      throw SupportError("psql: \(outcome.stderr)\n\(sql.prefix(300))")
    }
    return outcome.stdout.trimmingCharacters(in: .newlines)
  }
}
