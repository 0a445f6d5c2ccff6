/// Bytes, times and numbers of things in words. Bytes and times have two or three digits: more
/// would pretend to know more.
package enum Amount {
  /// Like `1 stream`, `3 streams`, `0 entries`.
  ///
  /// - Parameter plural: nil where an `s` is all there is to it.
  package static func count(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
  }

  /// Like `850 bytes`, `1.4 MB`, `38 GB`.
  package static func bytes(_ count: Int) -> String {
    scaled(Double(count), in: ["bytes", "kB", "MB", "GB", "TB"], by: 1024)
  }

  /// Like `1.4 MB/s`.
  package static func rate(_ bytesPerSecond: Double) -> String {
    scaled(bytesPerSecond, in: ["bytes", "kB", "MB", "GB", "TB"], by: 1024) + "/s"
  }

  /// Like `40 s`, `12 min`, `3.5 h`, `4 days`.
  package static func time(_ seconds: Double) -> String {
    switch seconds {
    case ..<1: "less than 1 s"
    case ..<120: "\(digits(seconds)) s"
    case ..<7_200: "\(digits(seconds / 60)) min"
    case ..<172_800: "\(digits(seconds / 3_600)) h"
    case ..<63_072_000: "\(digits(seconds / 86_400)) days"
    default: "years"
    }
  }

  private static func scaled(_ value: Double, in units: [String], by step: Double) -> String {
    var (value, place) = (value, 0)
    while value >= step, place < units.count - 1 {
      value /= step
      place += 1
    }
    return "\(place == 0 ? String(Int(value.rounded())) : digits(value)) \(units[place])"
  }

  /// Below ten with a decimal, unless that is a zero.
  private static func digits(_ value: Double) -> String {
    let tenths = Int((min(value, 1e12) * 10).rounded())
    return tenths < 100 && tenths % 10 != 0
      ? "\(tenths / 10).\(tenths % 10)" : "\((tenths + 5) / 10)"
  }
}
