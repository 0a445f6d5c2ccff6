import Foundation
import Support

/// A preloaded library that makes system calls on the files of a folder go wrong.
struct FailingDisk {
  private let library: TemporaryDirectory

  /// Compiles it.
  init() throws {
    library = try TemporaryDirectory()
    let outcome = try Program.run(
      "/usr/bin/gcc",
      [
        "-shared", "-fPIC", "-O1", "-o", library.path + "/failing_disk.so",
        Repository.file("Tests/LiveTests/Shims/failing_disk.c").path, "-ldl",
      ])
    guard outcome.exit == 0 else { throw SupportError(outcome.stderr) }
  }

  /// The environment in which the calls from the one with this number on fail with `error`, or the
  /// process is killed at that one.
  func environment(_ folder: String, at number: Int, error: Int32?) -> [String: String] {
    [
      "LD_PRELOAD": library.path + "/failing_disk.so", "BLINK_FAULT_FOLDER": folder,
      "BLINK_FAULT": "\(number) \(error.map { "\($0)" } ?? "kill")",
    ]
  }
}
