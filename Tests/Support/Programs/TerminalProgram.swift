import Foundation
import Glibc

/// A program with a terminal of its own (a pty) for standard input and standard error, answered
/// as a person would: once the question is there. Killed with this object.
package final class TerminalProgram {
  private let process = Process()
  private let master: Int32
  private let folder: TemporaryDirectory
  /// What the terminal showed so far, also the echo of what was typed.
  package private(set) var screen = ""
  /// How much of it was waited for.
  private var seen = 0

  init(
    _ path: String, _ arguments: [String], environment: [String: String], directory: String
  ) throws {
    folder = try TemporaryDirectory()
    var (master, slave): (Int32, Int32) = (-1, -1)
    guard unsafe openpty(&master, &slave, nil, nil, nil) == 0 else {
      throw SupportError("no terminal: \(errno)")
    }
    self.master = master
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    let terminal = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
    // A session of its own, whose terminal this is: Ctrl-C then reaches the program.
    process.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
    // The threads of the tests block signals, and that is inherited.
    process.arguments =
      ["--wait", "--ctty", "/usr/bin/env", "--default-signal=INT", path] + arguments
    process.environment = environment
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    _ = FileManager.default.createFile(atPath: folder.path + "/out", contents: nil)
    process.standardInput = terminal
    process.standardError = terminal
    process.standardOutput = FileHandle(forWritingAtPath: folder.path + "/out")
    try Program.launch(process)
    try terminal.close()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    close(master)
  }

  /// What it wrote to standard output.
  package var stdout: String { (try? folder.read("out")) ?? "" }

  /// Waits until the terminal shows a text that was not waited for yet.
  package func expect(_ text: String, timeout: Double = 60) throws {
    let limit = Date().addingTimeInterval(timeout)
    while true {
      let rest = screen.utf8.dropFirst(seen)
      if let place = String(decoding: rest, as: UTF8.self).utf8.firstRange(of: Array(text.utf8)) {
        let shown = String(decoding: rest, as: UTF8.self).utf8
        seen += shown.distance(from: shown.startIndex, to: place.upperBound)
        return
      }
      guard Date() < limit, read() else {
        throw SupportError("the terminal does not show `\(text)`:\n\(screen)")
      }
    }
  }

  /// Types something, with the key that ends it.
  package func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe Glibc.write(master, bytes, bytes.count)
  }

  /// Waits for the end and gives the exit code; some other than 0 where a signal ended it.
  package func wait(timeout: Double = 60) throws -> Int32 {
    let limit = Date().addingTimeInterval(timeout)
    while read() {
      guard Date() < limit else { throw SupportError("still running:\n\(screen)") }
    }
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Reads what is there, waiting a little; false at the end.
  private func read() -> Bool {
    var entry = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&entry, 1, 100) > 0 else { return true }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe Glibc.read(master, &bytes, bytes.count)
    guard count > 0 else { return false }
    screen += String(decoding: bytes[..<count], as: UTF8.self)
    return true
  }
}
