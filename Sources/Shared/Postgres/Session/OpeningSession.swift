import Diagnostics
import System

/// A session that is being opened while its owner does something else.
final class OpeningSession {
  private final class Outcome: @unchecked Sendable {
    // SAFETY: written by the thread, and read after that has ended.
    var session: Connection?
    var problem: ConnectionError?
  }

  private let outcome: Outcome
  private let thread: WorkThread

  /// Begins to open it, on a thread of its own.
  ///
  /// - Throws: `unexpected` if the thread cannot be started.
  init(
    _ opening: @escaping @Sendable () throws(ConnectionError) -> Connection
  ) throws(Failure) {
    let outcome = Outcome()
    self.outcome = outcome
    thread = try WorkThread {
      do throws(ConnectionError) {
        outcome.session = try opening()
      } catch {
        outcome.problem = error
      }
    }
  }

  /// Waits until it is open or has failed.
  func finish() throws(ConnectionError) -> Connection {
    thread.join()
    if let open = outcome.session.take() { return open }
    throw outcome.problem ?? ConnectionError(.other, message: "the session was already handed over")
  }
}
