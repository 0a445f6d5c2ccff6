package import Diagnostics

/// The state could not be stored.
package struct StateFailure: Error, Sendable {
  package var failure: Failure

  /// Wraps the failure.
  package init(_ failure: Failure) { self.failure = failure }
}
