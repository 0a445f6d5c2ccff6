private import CLibPQ
private import Glibc
package import System

extension Connection {
  /// Bytes of this session that the kernel holds, still encrypted where the session is.
  package var bytesInSocket: Int {
    var count: Int32 = 0
    let result = unsafe ioctl(descriptor, UInt(FIONREAD), &count)
    return result == 0 ? Int(count) : 0
  }

  /// Whether the session goes over a Unix-domain socket.
  package var isLocal: Bool {
    var family: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    let result = unsafe getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &family, &size)
    return result == 0 && family == AF_UNIX
  }

  /// Whether OpenSSL has buffered bytes for `consumeInput()`, which polling the socket does not
  /// show.
  package var hasBytesInLibrary: Bool {
    unsafe OpenSSL(of: handle)?.holdsBytes ?? false
  }

  /// Waits until `consumeInput()` has something to take.
  package func waitForInput(
    or interrupt: Int32?, until deadline: ContinuousClock.Instant?
  ) -> Poll.Outcome {
    hasBytesInLibrary
      ? .ready : Poll.wait(descriptor, for: Int16(POLLIN), or: interrupt, until: deadline)
  }
}
