import Foundation
import Glibc

/// Folders of servers, which belong to the user that servers run as.
///
/// Their names hold the pid of the test run, so that the next one removes what a killed one left.
enum ServerFolder {
  private static let prefix = "blink-pg-"

  /// Creates one and returns its path.
  static func create() throws -> String {
    _ = removedLeftovers
    let path = NSTemporaryDirectory() + "\(prefix)\(getpid())-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    if geteuid() == 0 {
      try ServerPrograms.check(Program.run("/bin/chown", [ServerPrograms.user, path]))
    }
    return path
  }

  private static let removedLeftovers: Void = {
    let root = NSTemporaryDirectory()
    for name in (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [] {
      guard name.hasPrefix(prefix),
        let owner = name.dropFirst(prefix.count).split(separator: "-").first.flatMap({ Int32($0) }),
        !isRunning(owner), !hasServer(root + name)
      else { continue }
      try? FileManager.default.removeItem(atPath: root + name)
    }
  }()

  private static func isRunning(_ pid: Int32) -> Bool { kill(pid, 0) == 0 || errno == EPERM }

  /// Whether a server that outlived its test run still uses the folder.
  private static func hasServer(_ folder: String) -> Bool {
    guard let file = try? String(contentsOfFile: folder + "/data/postmaster.pid", encoding: .utf8),
      let pid = file.split(separator: "\n").first.flatMap({ Int32($0) })
    else { return false }
    return isRunning(pid)
  }
}
