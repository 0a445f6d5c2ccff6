/// PostgreSQL's clock, microseconds since 2000-01-01 UTC, as RFC 3339 text.
package enum CommitTime {
  private static let day: Int64 = 86_400_000_000
  /// Days from 1970-01-01 to 2000-01-01.
  private static let epochOffset: Int64 = 10_957

  /// `2026-11-23T12:00:00.123456Z`: always six digits and `Z`.
  package static func text(_ microseconds: Int64) -> String {
    var buffer = ByteBuffer(capacity: 64)
    append(microseconds, into: &buffer)
    return buffer.text
  }

  /// Appends the same text.
  static func append(_ microseconds: Int64, into output: inout ByteBuffer) {
    let days = microseconds.quotient(floor: day)
    // Not by multiplying back: the beginning of the first day of all is out of range.
    let remainder = microseconds % day
    let rest = remainder < 0 ? remainder + day : remainder
    let (year, month, dayOfMonth) = civil(days + epochOffset)
    let seconds = rest / 1_000_000
    if year < 0 { output.append(UInt8(ascii: "-")) }
    output.append(decimal: year.magnitude, width: year < 0 ? 3 : 4)
    output.append(UInt8(ascii: "-"))
    output.append(decimal: month.magnitude, width: 2)
    output.append(UInt8(ascii: "-"))
    output.append(decimal: dayOfMonth.magnitude, width: 2)
    output.append(UInt8(ascii: "T"))
    output.append(decimal: (seconds / 3600).magnitude, width: 2)
    output.append(UInt8(ascii: ":"))
    output.append(decimal: (seconds / 60 % 60).magnitude, width: 2)
    output.append(UInt8(ascii: ":"))
    output.append(decimal: (seconds % 60).magnitude, width: 2)
    output.append(UInt8(ascii: "."))
    output.append(decimal: (rest % 1_000_000).magnitude, width: 6)
    output.append(UInt8(ascii: "Z"))
  }

  /// The proleptic Gregorian date of a day counted from 1970-01-01, by eras of 400 years that
  /// begin on a 1st of March (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = shifted.quotient(floor: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, day)
  }
}

extension Int64 {
  /// Division that rounds towards negative infinity.
  fileprivate func quotient(floor divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
