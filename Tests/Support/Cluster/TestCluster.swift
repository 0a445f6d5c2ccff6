import Foundation
import Glibc

/// A throwaway PostgreSQL server: a real one, in a temporary folder, on a free port, as a user
/// that is not root, stopped by its own pid.
package final class TestCluster: @unchecked Sendable {
  // SAFETY: `process` and `settings` are changed only under `lock`.
  package let port: Int
  package let directory: String
  private let binaries: String
  private let lock = NSLock()
  private var process: Process?
  private var settings: [String: String]

  /// Starts a server and waits until it answers.
  package init(settings: [String: String] = [:]) throws {
    binaries = try Self.findBinaries()
    port = try Self.freePort()
    directory = try Self.makeDirectory()
    self.settings = [
      "wal_level": "logical", "fsync": "off", "max_wal_senders": "20",
      "max_replication_slots": "20", "max_connections": "100",
    ].merging(settings) { $1 }
    try Self.check(
      run(
        "initdb",
        ["-N", "-A", "trust", "-U", "postgres", "--locale=C.UTF-8", "-E", "UTF8", "-D", data]))
    try start()
  }

  /// Copies a running server and starts the copy as its standby.
  package init(standbyOf primary: TestCluster) throws {
    binaries = primary.binaries
    port = try Self.freePort()
    directory = try Self.makeDirectory()
    settings = primary.lock.withLock { primary.settings }
    try Self.check(
      run(
        "pg_basebackup",
        [
          "-h", "127.0.0.1", "-p", "\(primary.port)", "-U", "postgres", "-D", data, "-R", "-X",
          "stream", "-c", "fast",
        ]))
    try start()
  }

  private static func makeDirectory() throws -> String {
    let path = NSTemporaryDirectory() + "blink-pg-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    if geteuid() == 0 { try check(Program.run("/bin/chown", [user, path])) }
    return path
  }

  deinit {
    stop(.immediate)
    try? FileManager.default.removeItem(atPath: directory)
  }

  private var data: String { directory + "/data" }
  private static let user = "postgres"

  /// The newest server that is installed, or the one in `BLINK_PG_BIN`.
  private static func findBinaries() throws -> String {
    if let folder = ProcessInfo.processInfo.environment["BLINK_PG_BIN"] { return folder }
    let root = "/usr/lib/postgresql"
    let versions = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [])
      .compactMap(Int.init).sorted().reversed()
    for version in versions {
      let folder = "\(root)/\(version)/bin"
      if FileManager.default.isExecutableFile(atPath: folder + "/initdb") { return folder }
    }
    throw SupportError("no PostgreSQL server found: install it with scripts/setup")
  }

  private static func freePort() throws -> Int {
    let (descriptor, port) = try boundSocket()
    close(descriptor)
    return port
  }

  /// A socket on a free port of loopback.
  static func boundSocket() throws -> (descriptor: Int32, port: Int) {
    let (descriptor, address) = unsafe try withAddress(port: 0) { descriptor, address, length in
      unsafe bind(descriptor, address, length.pointee) == 0
        && getsockname(descriptor, address, length) == 0
    }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }

  /// A socket that is connected to a port of loopback.
  static func connectedSocket(to port: Int) throws -> Int32 {
    unsafe try withAddress(port: UInt16(port)) { descriptor, address, length in
      unsafe connect(descriptor, address, length.pointee) == 0
    }.0
  }

  private static func withAddress(
    port: UInt16,
    _ body: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Bool
  ) throws -> (Int32, sockaddr_in) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe body(descriptor, pointer, &length)
      }
    }
    guard result else {
      close(descriptor)
      throw SupportError("no socket on port \(port)")
    }
    return (descriptor, address)
  }

  private static func check(_ outcome: Program.Outcome) throws {
    guard outcome.exit == 0 else { throw SupportError(outcome.stdout + outcome.stderr) }
  }

  /// A command of the server's, as the user that may run it.
  private func command(_ name: String, _ arguments: [String]) -> (String, [String]) {
    Self.unprivileged("\(binaries)/\(name)", arguments)
  }

  /// A program that does not run as root, as the user that servers run as.
  package static func unprivileged(
    _ program: String, _ arguments: [String]
  ) -> (String, [String]) {
    guard geteuid() == 0 else { return (program, arguments) }
    return (
      "/usr/bin/setpriv",
      ["--reuid=\(user)", "--regid=\(user)", "--clear-groups", program] + arguments
    )
  }

  private func run(_ name: String, _ arguments: [String]) throws -> Program.Outcome {
    let (program, arguments) = command(name, arguments)
    return try Program.run(program, arguments, directory: "/tmp")
  }

  private func start(waiting: Bool = true) throws {
    let options = settings.sorted { $0.key < $1.key }.flatMap { ["-c", "\($0.key)=\($0.value)"] }
    let (program, arguments) = command(
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
    for _ in 0..<600 {
      if try run("pg_isready", ["-q", "-h", "127.0.0.1", "-p", "\(port)"]).exit == 0 { return }
      usleep(50_000)
    }
    throw SupportError("the server did not start:\n\(logText)")
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
  package func path(of program: String) -> String { "\(binaries)/\(program)" }

  /// Runs a file as a user would: without a setting that the file should bring.
  package func psql(
    file: String, variables: [String] = [], user: String = "postgres"
  ) throws -> Program.Outcome {
    try Program.run(
      "\(binaries)/psql",
      ["-X", "-h", "127.0.0.1", "-p", "\(port)", "-U", user, "-d", "postgres", "-f", file]
        + variables.flatMap { ["-v", $0] },
      environment: ["PATH": "/usr/bin:/bin", "PGCONNECT_TIMEOUT": "10"])
  }

  /// What pg_dump writes of a database.
  package func dump(_ database: String) throws -> String {
    let outcome = try Program.run(
      "\(binaries)/pg_dump",
      ["-h", "127.0.0.1", "-p", "\(port)", "-U", "postgres", "-d", database],
      environment: ["PATH": "/usr/bin:/bin"])
    try Self.check(outcome)
    return outcome.stdout
  }

  /// Runs statements and gives their rows, columns between `|`.
  @discardableResult
  package func psql(
    _ sql: String, database: String = "postgres", user: String = "postgres"
  ) throws -> String {
    let outcome = try Program.run(
      "\(binaries)/psql",
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
