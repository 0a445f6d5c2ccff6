import Foundation
import Glibc

/// PgBouncer before a server, as a user that is not root; ended with this object.
package final class Pooler: @unchecked Sendable {
  // SAFETY: everything is set once.
  package let port: Int
  private let folder: TemporaryDirectory
  private let process = Process()

  /// Starts it and waits until it listens.
  ///
  /// - Parameter mode: `session` or `transaction`.
  package init(before cluster: TestCluster, mode: String) throws {
    let program = "/usr/sbin/pgbouncer"
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw SupportError("no PgBouncer: apt-get install pgbouncer, or scripts/setup --checkers")
    }
    folder = try TemporaryDirectory()
    port = try FreePort.reserve()
    try folder.write("users", "\"postgres\" \"\"\n\"cdc\" \"\"\n")
    let file = try folder.write(
      "pgbouncer.ini",
      """
      [databases]
      * = host=127.0.0.1 port=\(cluster.port)
      [pgbouncer]
      listen_addr = 127.0.0.1
      listen_port = \(port)
      unix_socket_dir =
      auth_type = trust
      auth_file = \(folder.path)/users
      pool_mode = \(mode)
      """)
    _ = try Program.run("/bin/chmod", ["-R", "a+rX", folder.path])
    let (command, arguments) = ServerPrograms.unprivileged(program, [file])
    process.executableURL = URL(fileURLWithPath: command)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try Program.launch(process)
    let isListening = eventually(30) {
      guard let socket = try? LoopbackSocket.connected(to: port) else { return false }
      close(socket)
      return true
    }
    guard isListening else { throw SupportError("PgBouncer does not listen") }
  }

  deinit {
    // A thread of Dispatch hands its blocked signals on to what it starts.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
