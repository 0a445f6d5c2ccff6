/// Durations as users write them: `500ms`, `10s`, `5m`, `1h`.
package enum DurationText {
  /// The duration; nil for any other text, a number without unit among them.
  package static func parse(_ text: String) -> Duration? {
    let digits = text.utf8.prefix { (48...57).contains($0) }
    guard (1...9).contains(digits.count), let value = Int64(String(digits) ?? "") else {
      return nil
    }
    switch String(text.utf8.dropFirst(digits.count)) {
    case "ms": return .milliseconds(value)
    case "s": return .seconds(value)
    case "m": return .seconds(value * 60)
    case "h": return .seconds(value * 3600)
    default: return nil
    }
  }

  /// The shortest text that is parsed as the same duration; of parts of a millisecond nothing is
  /// kept.
  package static func text(_ duration: Duration) -> String {
    let parts = duration.components
    let milliseconds = parts.seconds * 1_000 + parts.attoseconds / 1_000_000_000_000_000
    if milliseconds % 1_000 != 0 { return "\(milliseconds)ms" }
    return parts.seconds % 3_600 == 0 && parts.seconds > 0
      ? "\(parts.seconds / 3_600)h" : "\(parts.seconds)s"
  }
}
