import Foundation
import Glibc

/// A way to a server that breaks once: when a client sends a word.
package final class CuttingProxy: @unchecked Sendable {
  // SAFETY: `hasCut` is read and written under `lock`; everything else is set once.
  /// Where it breaks.
  package enum Place: Sendable {
    /// The word never reaches the server.
    case before
    /// The server acts on it, but its answer never reaches the client.
    case after
  }

  package let port: Int
  private let target: Int
  private let word: Data
  private let place: Place
  private let listener: Int32
  private let lock = NSLock()
  private var hasCut = false

  /// Listens on a free port for clients of the server on `target`.
  package init(to target: Int, cutting place: Place, word: String) throws {
    self.target = target
    self.place = place
    self.word = Data(word.utf8)
    (listener, port) = try LoopbackSocket.bound()
    guard listen(listener, 64) == 0 else { throw SupportError("no proxy") }
    Thread.detachNewThread { [weak self, listener] in
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0, let self else { return }
        self.serve(client)
      }
    }
  }

  deinit { close(listener) }

  /// Whether it broke already.
  package var isCut: Bool { lock.withLock { hasCut } }

  private func serve(_ client: Int32) {
    guard let server = try? LoopbackSocket.connected(to: target) else {
      close(client)
      return
    }
    let pair = Pair(client: client, server: server)
    Thread.detachNewThread { [self] in
      Self.pump(from: client, to: server) { data in
        guard data.range(of: word) != nil, lock.withLock({ !hasCut }) else { return true }
        lock.withLock { hasCut = true }
        pair.dropsAnswers = true
        return place == .after
      }
      pair.end()
    }
    Thread.detachNewThread {
      Self.pump(from: server, to: client) { _ in !pair.dropsAnswers }
      pair.end()
    }
  }

  /// Two sockets that end together.
  private final class Pair: @unchecked Sendable {
    // SAFETY: both variables are read and written under `lock`.
    private let lock = NSLock()
    private let sockets: [Int32]
    private var drops = false
    var dropsAnswers: Bool {
      get { lock.withLock { drops } }
      set { lock.withLock { drops = newValue } }
    }

    init(client: Int32, server: Int32) { sockets = [client, server] }

    deinit { for socket in sockets { close(socket) } }

    func end() { for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) } }
  }

  /// Hands bytes on while `isWanted` says so.
  static func pump(from source: Int32, to sink: Int32, _ isWanted: (Data) -> Bool) {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = unsafe recv(source, &buffer, buffer.count, 0)
      guard count > 0, isWanted(Data(buffer[..<count])) else { return }
      var sent = 0
      while sent < count {
        let step = unsafe buffer.withUnsafeBytes { bytes in
          unsafe send(
            sink, bytes.baseAddress.map { unsafe $0 + sent }, count - sent,
            Int32(MSG_NOSIGNAL))
        }
        guard step > 0 else { return }
        sent += step
      }
    }
  }
}
