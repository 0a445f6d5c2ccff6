/// What becomes of a value that its configured type cannot hold (`source.config.on_overflow`).
package enum OverflowPolicy: String, Sendable, CaseIterable {
  case error, null, string
}
