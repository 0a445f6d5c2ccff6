import Foundation
import Glibc

/// An address that leads to several servers in turn.
package final class BalancingProxy: @unchecked Sendable {
  // SAFETY: `count` is read and written under `lock`; everything else is set once.
  package let port: Int
  private let targets: [Int]
  private let listener: Int32
  private let lock = NSLock()
  private var count = 0

  /// Listens on a free port for clients of the servers on `targets`.
  package init(to targets: [Int]) throws {
    self.targets = targets
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

  private func serve(_ client: Int32) {
    let target = lock.withLock {
      count += 1
      return targets[count % targets.count]
    }
    guard let server = try? LoopbackSocket.connected(to: target) else {
      close(client)
      return
    }
    // Each way ends the other; the sockets stay open until both have ended.
    let group = DispatchGroup()
    for (source, sink) in [(client, server), (server, client)] {
      group.enter()
      Thread.detachNewThread {
        CuttingProxy.pump(from: source, to: sink) { _ in true }
        shutdown(source, Int32(SHUT_RDWR))
        shutdown(sink, Int32(SHUT_RDWR))
        group.leave()
      }
    }
    Thread.detachNewThread {
      group.wait()
      close(client)
      close(server)
    }
  }
}
