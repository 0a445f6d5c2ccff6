@testable import Events
import Testing

/// Integers of every length, whole and damaged, against a check by the letter.
@Suite struct NumberTextTests {
  private static let limits: [IntegerRange] = [.int16, .int32, .int64, .uint64]

  /// What the text is as JSON; nil where it is no integer of the range.
  private func expected(_ text: [UInt8], _ limits: IntegerRange) -> String? {
    guard let text = String(validating: text, as: UTF8.self),
      let parts = text.wholeMatch(of: #/(-?)(0|[1-9][0-9]*)(\.0+)?/#)
    else { return nil }
    let isNegative = !parts.1.isEmpty
    guard let value = UInt64(parts.2) else { return nil }
    guard value <= (isNegative ? limits.bounds.below : limits.bounds.above) else { return nil }
    return (isNegative && value != 0 ? "-" : "") + parts.2
  }

  /// Checks the text alone and with other bytes before and behind it.
  private func check(_ text: [UInt8], _ wrong: inout [String]) {
    for limits in Self.limits {
      let expected = expected(text, limits)
      for behind in ["", "9", "9999999999999999", "\0\0\0\0\0\0\0\0"] {
        let bytes = Array("4".utf8) + text + Array(behind.utf8)
        for quoted in [false, true] {
          var output = ByteBuffer(capacity: 64)
          let isInteger = NumberText.integer(
            bytes.span, 1..<(1 + text.count), in: limits, quoted: quoted, into: &output)
          if (isInteger ? output.text : nil) != expected.map({ quoted ? "\"\($0)\"" : $0 }) {
            wrong.append("\(text) before '\(behind)' as \(limits)")
          }
        }
      }
    }
  }

  @Test func everyLengthAndEveryDamage() {
    var wrong: [String] = []
    for length in 0...21 {
      for first: UInt8 in [0x30, 0x31, 0x39, 0x2D] {
        var text = (0..<length).map { UInt8(0x30 + ($0 * 7 + 3) % 10) }
        if !text.isEmpty { text[0] = first }
        check(text, &wrong)
        for place in text.indices {
          for damage: UInt8 in [0, 0x2D, 0x2E, 0x2F, 0x3A, 0x80, 0xB0, 0xFF] {
            var damaged = text
            damaged[place] = damage
            check(damaged, &wrong)
          }
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(5))")
  }

  @Test func theEndsOfTheRanges() {
    var wrong: [String] = []
    for text in [
      "32767", "32768", "-32768", "-32769", "2147483647", "2147483648", "-2147483648",
      "-2147483649", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
      "-9223372036854775809", "18446744073709551615", "18446744073709551616", "-0", "-1", "0", "00",
      "7.000", "7.001", "7.", "99999999", "100000000",
    ] { check(Array(text.utf8), &wrong) }
    #expect(wrong.isEmpty, "\(wrong.prefix(5))")
  }
}
