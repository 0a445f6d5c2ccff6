import Glibc
private import Synchronization

/// Ports of loopback for the servers that tests start.
enum FreePort {
  /// Below those that the kernel uses for outgoing connections, so that none of these takes a port
  /// between its reservation and the server's start, or while a test has its server stopped.
  private static let range = 12_000..<32_000
  private static let next = Mutex(Int.random(in: range))

  /// Returns a port on which nobody listens, and which this process does not return again before it
  /// has been through all of them.
  ///
  /// - Throws: where none is free.
  static func reserve() throws -> Int {
    for _ in range {
      let port = next.withLock { next in
        next = next + 1 < range.upperBound ? next + 1 : range.lowerBound
        return next
      }
      if isFree(port) { return port }
    }
    throw SupportError("no port between \(range.lowerBound) and \(range.upperBound) is free")
  }

  /// Another test run may still be quicker: whoever starts a server tries again with another port.
  private static func isFree(_ port: Int) -> Bool {
    guard let socket = try? LoopbackSocket.bound(to: port) else { return false }
    close(socket)
    return true
  }
}
