package import Delivery
import Events
import System

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
    do {
      try unsafe Descriptor.write(bytes, to: descriptor, "standard output")
    } catch {
      throw error.isUnread
        ? SinkError(.refused, "the reader of standard output is gone")
        : SinkError(
          .refused, "\(error)",
          remedies: ["make room for the output, then start again"])
    }
  }
}
