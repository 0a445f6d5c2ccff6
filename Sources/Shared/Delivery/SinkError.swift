/// Why a sink cannot take any more.
package struct SinkError: Error, Sendable, Equatable {
  package var kind: Kind
  package var message: String

  package enum Kind: Sendable, Equatable {
    /// The reader of our output is gone.
    case gone
    /// The sink refuses for good: no space, no permission, a failed fsync.
    case refused
  }

  /// Makes an error.
  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}
