package import Diagnostics
package import Postgres
private import Synchronization
package import System

/// Stores positions on a thread of its own: an fsync can take as long as the disk likes, and
/// whoever reads the stream does not wait for it.
///
/// Of the positions that arrive while one is being stored only the newest is kept. After a
/// failure nothing more is stored: what a failed fsync has left on disk is unknown.
package final class StateSaver: Sendable {
  /// What has been stored so far.
  package struct Outcome: Sendable {
    /// The newest position that is stored; nil before the first.
    package var stored: LSN?
    /// Why no more is stored.
    package var failure: Failure?
  }

  private struct State {
    var next: LSN?
    /// The newest position that was handed over.
    var newest = LSN.zero
    var isStoring = false
    var isClosed = false
    var outcome = Outcome()
  }

  private let state = Monitor(State())
  private let changes = Atomic(0)
  private let wake: WakeSignal

  /// Starts the thread.
  ///
  /// - Parameters:
  ///   - wake: raised when a position is stored, or failed to be.
  ///   - store: stores a position durably; called by one thread, one at a time.
  /// - Throws: `unexpected` where the system starts no thread.
  package init(
    wake: WakeSignal, store: @escaping @Sendable (LSN) throws(Failure) -> Void
  ) throws(Failure) {
    self.wake = wake
    _ = try WorkThread { [self] in run(store) }
  }

  /// Hands a position over to be stored; never waits for the disk. One that is not newer than
  /// what was handed over before changes nothing.
  package func save(_ position: LSN) {
    state.withLock { state in
      guard position > state.newest else { return }
      state.newest = position
      state.next = position
    }
  }

  /// Lets the thread end once it has stored what it was handed.
  package func close() { state.withLock { $0.isClosed = true } }

  /// What has been stored so far.
  package var outcome: Outcome { state.read { $0.outcome } }

  /// The same where it has changed since `seen`, which is then brought up to date.
  package func outcome(since seen: inout Int) -> Outcome? {
    let now = changes.load(ordering: .acquiring)
    guard now != seen else { return nil }
    seen = now
    return outcome
  }

  /// Whether nothing is waiting to be stored, or nothing more will be.
  package var isIdle: Bool {
    state.read { $0.outcome.failure != nil || ($0.next == nil && !$0.isStoring) }
  }

  private func run(_ store: (LSN) throws(Failure) -> Void) {
    while let position = take() {
      var problem: Failure?
      do {
        try store(position)
      } catch {
        problem = error
      }
      let failure = problem
      state.withLock { state in
        state.isStoring = false
        state.outcome.failure = failure
        if failure == nil { state.outcome.stored = position }
        changes.add(1, ordering: .releasing)
      }
      wake.raise()
      if failure != nil { return }
    }
  }

  private func take() -> LSN? {
    state.wait(
      until: { $0.next != nil || $0.isClosed },
      then: { state in
        defer { state.next = nil }
        state.isStoring = state.next != nil
        return state.next
      })
  }
}
