import Foundation

/// Reads a pipe to its end, on a thread and a descriptor of its own.
final class PipeReader: @unchecked Sendable {
  // SAFETY: `count` and `bytes` are read and written under `lock`; a semaphore is its own.
  private let lock = NSLock()
  private var count = 0
  private var bytes: [UInt8] = []
  private let ended = DispatchSemaphore(value: 0)

  /// Waits for the pipe's end; the writer has ended by then.
  func wait() { ended.wait() }

  /// Lines so far.
  var lines: Int { lock.withLock { count } }
  /// What they hold, where it is kept.
  var text: String { lock.withLock { String(decoding: bytes, as: UTF8.self) } }

  /// - Parameter keeping: whether the text is kept.
  init(_ pipe: Pipe, keeping: Bool = false) {
    let descriptor = dup(pipe.fileHandleForReading.fileDescriptor)
    Thread.detachNewThread { [self] in
      var chunk = [UInt8](repeating: 0, count: 64 * 1024)
      while true {
        let length = unsafe read(descriptor, &chunk, chunk.count)
        guard length > 0 else { break }
        let found = chunk[..<length].count { $0 == UInt8(ascii: "\n") }
        lock.withLock {
          count += found
          if keeping { bytes += chunk[..<length] }
        }
      }
      close(descriptor)
      ended.signal()
    }
  }
}
