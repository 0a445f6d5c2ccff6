private import Synchronization

/// Says once, and for good, that something has to end, and wakes whoever polls for it.
package final class StopSignal: Sendable {
  private let wake = WakeSignal()
  private let raised = Atomic(false)

  /// A signal that is not raised.
  package init() {}

  /// Readable from `raise()` on.
  package var descriptor: Int32 { wake.descriptor }

  /// Raises the signal; from any thread.
  package func raise() {
    raised.store(true, ordering: .releasing)
    wake.raise()
  }

  /// Whether it was raised.
  package var isRaised: Bool { raised.load(ordering: .acquiring) }
}
