extension CommitTime {
  /// The microseconds since 2000-01-01 UTC of a text as ``text(_:)`` writes it; nil if it is
  /// none.
  package static func microseconds(_ text: String) -> Int64? {
    let digits = Array(text.utf8)
    // From the end, because years have any number of digits: `YYYY-MM-DDTHH:MM:SS.ffffffZ`.
    guard digits.count >= 27, digits.last == UInt8(ascii: "Z") else { return nil }
    let start = digits.count - 23
    guard let year = Int64(String(decoding: digits[..<(start)], as: UTF8.self)),
      let month = number(digits, start + 1, 2), let day = number(digits, start + 4, 2),
      let hour = number(digits, start + 7, 2), let minute = number(digits, start + 10, 2),
      let second = number(digits, start + 13, 2), let fraction = number(digits, start + 16, 6)
    else { return nil }
    let seconds = ((days(year, month, day) - epoch) * 24 + hour) * 3600 + minute * 60 + second
    return seconds * 1_000_000 + fraction
  }

  /// Days from 1970-01-01 to 2000-01-01.
  private static let epoch: Int64 = 10_957

  private static func number(_ digits: [UInt8], _ start: Int, _ count: Int) -> Int64? {
    Int64(String(decoding: digits[start..<start + count], as: UTF8.self))
  }

  /// Days since 1970-01-01 of a proleptic Gregorian date (H. Hinnant, "chrono-Compatible Low-Level
  /// Date Algorithms").
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
