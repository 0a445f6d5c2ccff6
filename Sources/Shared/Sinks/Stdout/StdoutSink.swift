package import Delivery
import Events
private import Glibc

/// Writes events to standard output, a line each.
///
/// Durable means handed to the pipe or file: what a reader does with it is the reader's affair,
/// and up to a pipe's buffer is lost if the reader dies (docs/explanation/delivery.md).
package final class StdoutSink: Sink {
  package let name = "stdout"
  private let descriptor: Int32

  /// - Parameter descriptor: standard output unless a test says otherwise.
  package init(descriptor: Int32 = 1) { self.descriptor = descriptor }

  package func write(_ batch: borrowing Batch) throws(SinkError) -> Durability {
    try unsafe batch.block.bytes.withBytes { bytes throws(SinkError) in try unsafe writeAll(bytes) }
    return .durable
  }

  package func flush() throws(SinkError) {}

  private func writeAll(_ bytes: UnsafeRawBufferPointer) throws(SinkError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe Glibc.write(
        descriptor, bytes.baseAddress.map { unsafe $0 + written }, bytes.count - written)
      if count >= 0 {
        written += count
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        // Whoever gave us the descriptor made it non-blocking; this thread may wait.
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&entry, 1, -1)
      case EPIPE, EBADF:
        throw SinkError(.refused, "nobody reads standard output any more")
      default:
        let reason = unsafe String(cString: strerror(errno))
        throw SinkError(
          .refused, "standard output cannot be written: \(reason)",
          remedies: ["make room for the output, then start again"])
      }
    }
  }
}
