import Foundation
import Glibc

/// The programs of the installed server, run as a user that is not root, which PostgreSQL refuses.
package struct ServerPrograms: Sendable {
  /// The folder that holds them.
  let folder: String

  /// The user that servers run as where the tests run as root.
  static let user = "postgres"

  /// Finds the newest server that is installed, or the one in `BLINK_PG_BIN`.
  init() throws {
    if let folder = ProcessInfo.processInfo.environment["BLINK_PG_BIN"] {
      guard FileManager.default.isExecutableFile(atPath: folder + "/initdb") else {
        throw SupportError("BLINK_PG_BIN=\(folder) has no initdb")
      }
      self.folder = folder
      return
    }
    let root = "/usr/lib/postgresql"
    let versions = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [])
      .compactMap(Int.init).sorted().reversed()
    for version in versions {
      let folder = "\(root)/\(version)/bin"
      if FileManager.default.isExecutableFile(atPath: folder + "/initdb") {
        self.folder = folder
        return
      }
    }
    throw SupportError("no PostgreSQL server found: install it with scripts/setup")
  }

  /// Returns a program of the server's and the arguments with which it runs unprivileged.
  func command(_ name: String, _ arguments: [String]) -> (String, [String]) {
    Self.unprivileged("\(folder)/\(name)", arguments)
  }

  /// Runs a program of the server's to its end.
  func run(_ name: String, _ arguments: [String]) throws -> Program.Outcome {
    let (program, arguments) = command(name, arguments)
    return try Program.run(program, arguments, directory: "/tmp")
  }

  /// Returns any program and the arguments with which it runs as a user that is not root.
  package static func unprivileged(_ program: String, _ arguments: [String]) -> (String, [String]) {
    guard geteuid() == 0 else { return (program, arguments) }
    return (
      "/usr/bin/setpriv",
      ["--reuid=\(user)", "--regid=\(user)", "--clear-groups", program] + arguments
    )
  }

  /// Throws what a program said where it failed.
  static func check(_ outcome: Program.Outcome) throws {
    guard outcome.exit == 0 else { throw SupportError(outcome.stdout + outcome.stderr) }
  }
}
