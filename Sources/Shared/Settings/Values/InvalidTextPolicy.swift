/// What becomes of a text that is not valid UTF-8 (`source.config.on_invalid_text`).
package enum InvalidTextPolicy: String, DeclaredChoice {
  case error
  /// Each byte that belongs to no character becomes `\xNN`.
  case escape
  /// The whole value becomes Base64.
  case base64
}
