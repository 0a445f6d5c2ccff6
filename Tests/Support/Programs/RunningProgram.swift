import Foundation
import Glibc

/// A program that runs beside the test; killed with this object.
package final class RunningProgram: @unchecked Sendable {
  // SAFETY: `process` is set once; Foundation's own state is thread-safe for what is used here.
  private let process = Process()
  private let folder: TemporaryDirectory
  package let outputPath: String

  init(
    _ path: String, _ arguments: [String], environment: [String: String], directory: String,
    output: Any?
  ) throws {
    folder = try TemporaryDirectory()
    outputPath = folder.path + "/out"
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    process.standardInput = FileHandle.nullDevice
    for name in ["out", "err"] {
      _ = FileManager.default.createFile(atPath: "\(folder.path)/\(name)", contents: nil)
    }
    let out = output == nil ? FileHandle(forWritingAtPath: outputPath) : nil
    let err = FileHandle(forWritingAtPath: folder.path + "/err")
    // The program has its own copies; Foundation would keep these as long as the tests run.
    defer { for handle in [out, err] { try? handle?.close() } }
    process.standardOutput = output ?? out
    process.standardError = err
    try Program.launch(process)
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  package var pid: Int32 { process.processIdentifier }
  package var isRunning: Bool { process.isRunning }

  /// Sends a signal.
  package func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Waits for the end and gives the exit code.
  package func wait(timeout: Double = 60) throws -> Int32 {
    let limit = Date().addingTimeInterval(timeout)
    while process.isRunning {
      if Date() > limit {
        kill(process.processIdentifier, SIGKILL)
        throw SupportError("the program did not end in \(timeout) s; stderr:\n\(stderr)")
      }
      usleep(5_000)
    }
    return process.terminationStatus
  }

  /// Its output so far.
  package var stdout: String { (try? folder.read("out")) ?? "" }
  package var stderr: String { (try? folder.read("err")) ?? "" }

  /// Peak resident memory in KiB (VmHWM); nil once it has ended.
  package var peakMemoryKiB: Int? {
    guard
      let text = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
    else { return nil }
    return Int(line.filter(\.isNumber))
  }
}
