private import Glibc

/// A descriptor that one thread makes readable to wake another one out of `poll`: a pipe to
/// ourselves.
package final class WakeSignal: Sendable {
  /// To be polled for reading.
  package let descriptor: Int32
  private let source: Int32

  /// A signal that is not raised.
  package init() {
    var ends: [Int32] = [-1, -1]
    let result = unsafe pipe(&ends)
    precondition(result == 0, "the process is out of file descriptors")
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    descriptor = ends[0]
    source = ends[1]
  }

  deinit {
    close(descriptor)
    close(source)
  }

  /// Raises the signal; from any thread. A full pipe is raised already.
  package func raise() {
    var one: UInt8 = 1
    _ = unsafe write(source, &one, 1)
  }

  /// Lowers it again.
  package func lower() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while unsafe read(descriptor, &bytes, bytes.count) == bytes.count {}
  }
}
