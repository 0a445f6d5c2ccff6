/// What becomes of a value that its configured type cannot hold (`source.config.on_overflow`).
package enum OverflowPolicy: String, DeclaredChoice {
  case error, null, string
}
