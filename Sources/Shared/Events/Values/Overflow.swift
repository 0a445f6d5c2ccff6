/// What becomes of a value that the configured type cannot hold (`on_overflow`).
package enum Overflow: Sendable, Equatable {
  case error, null, string
}
