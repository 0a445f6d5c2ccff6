/// What becomes of a change that does not say which row it is of (`source.config.on_missing_key`).
package enum MissingKeyPolicy: String, DeclaredChoice {
  case error, emit
}
