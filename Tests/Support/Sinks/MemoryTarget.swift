package import Delivery
import Events
import Synchronization

/// What a `MemorySink` writes to: survives the sink, as a database survives its client.
package final class MemoryTarget: Sendable {
  struct Content: Sendable {
    var lines: [String] = []
    var position: SinkPosition?
    /// The newest event of each key, by stream and key.
    var newest: [String: EventPosition] = [:]
    /// Lines before a snapshot that is not for good yet, and whether all its rows are there.
    var snapshot: (lines: Int, isFinished: Bool)?
    var isLocked = false
  }

  let content = Mutex(Content())

  /// An empty target.
  package init() {}

  /// Every line that is durable, without its line feed.
  package var lines: [String] { content.withLock { $0.lines } }

  /// The same by the number of their stream among those of ``ContractEvents``.
  package var linesByStream: [[String]] {
    ContractEvents.streams.map { stream in
      let mark = Array("\"stream\":".utf8) + JSONText.string(stream.name)
      return lines.filter { line in
        line.utf8.split(separator: UInt8(ascii: ","), maxSplits: 2).dropFirst().first?
          .elementsEqual(mark) == true
      }
    }
  }

  /// Lets go of the lock of a sink that is gone.
  package func unlock() { content.withLock { $0.isLocked = false } }

  /// Sets the target back, as a restored backup does.
  package func restore(_ position: SinkPosition) {
    content.withLock { $0.position = position }
  }
}
