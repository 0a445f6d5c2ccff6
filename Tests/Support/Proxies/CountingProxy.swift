import Foundation
import Glibc

/// A way to a server that counts the round trips of its sessions: how often a client asks while
/// no answer of its is outstanding. Statements that are sent together are one.
package final class CountingProxy: @unchecked Sendable {
  // SAFETY: `counts` is read and written under `lock`; everything else is set once.
  package let port: Int
  private let target: Int
  private let listener: Int32
  private let lock = NSLock()
  private var counts: [Int] = []

  /// Listens on a free port for clients of the server on `target`; sessions are not to be
  /// encrypted.
  package init(to target: Int) throws {
    self.target = target
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

  /// The round trips of each session after its start, in the order in which they began.
  package var roundTrips: [Int] { lock.withLock { counts } }

  /// Questions that are not answered yet, of one session.
  private final class Session: @unchecked Sendable {
    // SAFETY: read and written under the proxy's lock.
    let number: Int
    var outstanding = 0

    init(_ number: Int) { self.number = number }
  }

  private func serve(_ client: Int32) {
    guard let server = try? LoopbackSocket.connected(to: target) else {
      close(client)
      return
    }
    let session = lock.withLock { () -> Session in
      counts.append(0)
      return Session(counts.count - 1)
    }
    let ends = DispatchGroup()
    for (source, sink, begins) in [(client, server, true), (server, client, false)] {
      ends.enter()
      Thread.detachNewThread { [self] in
        var reader = MessageTypes(hasStartup: begins)
        Self.pump(from: source, to: sink) { bytes in
          lock.withLock {
            for type in reader.read(bytes) { count(type, asks: begins, session) }
          }
        }
        for socket in [client, server] { shutdown(socket, Int32(SHUT_RDWR)) }
        ends.leave()
      }
    }
    ends.notify(queue: .global()) { for socket in [client, server] { close(socket) } }
  }

  private func count(_ type: UInt8, asks: Bool, _ session: Session) {
    if asks, type == UInt8(ascii: "Q") || type == UInt8(ascii: "S") {
      if session.outstanding == 0 { counts[session.number] += 1 }
      session.outstanding += 1
    } else if !asks, type == UInt8(ascii: "Z") {
      // The first one ends the start of the session.
      session.outstanding = max(0, session.outstanding - 1)
    }
  }

  private static func pump(from source: Int32, to sink: Int32, _ see: (ArraySlice<UInt8>) -> Void) {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = unsafe recv(source, &buffer, buffer.count, 0)
      guard count > 0 else { return }
      see(buffer[..<count])
      var sent = 0
      while sent < count {
        let step = unsafe buffer.withUnsafeBytes { bytes in
          unsafe send(
            sink, bytes.baseAddress.map { unsafe $0 + sent }, count - sent, Int32(MSG_NOSIGNAL))
        }
        guard step > 0 else { return }
        sent += step
      }
    }
  }
}
