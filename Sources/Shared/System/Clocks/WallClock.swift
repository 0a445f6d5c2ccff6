private import Glibc

/// The system's wall clock.
package enum WallClock {
  /// Seconds from 1970-01-01 to 2000-01-01, where PostgreSQL's clock begins.
  private static let epochOffset: Int64 = 946_684_800

  /// Returns the microseconds since 2000-01-01 UTC, PostgreSQL's unit in replication messages.
  package static func microseconds() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return (Int64(time.tv_sec) - epochOffset) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }

  /// Returns the time since 1970-01-01 UTC.
  package static func sinceEpoch() -> Duration {
    .seconds(epochOffset) + .microseconds(microseconds())
  }

  /// Returns the current date in UTC, `YYYY-MM-DD`.
  package static func today() -> String { String(timestamp().prefix(10)) }

  /// Returns the current time in UTC, `YYYY-MM-DDTHH:MM:SS.mmmZ`.
  package static func timestamp() -> String {
    let now = microseconds()
    var seconds = time_t(now / 1_000_000 + epochOffset)
    var parts = unsafe tm()
    unsafe gmtime_r(&seconds, &parts)
    let date = unsafe (parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday)
    let time = unsafe (parts.tm_hour, parts.tm_min, parts.tm_sec)
    func digits(_ value: some BinaryInteger, _ width: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return "\(digits(date.0, 4))-\(digits(date.1, 2))-\(digits(date.2, 2))"
      + "T\(digits(time.0, 2)):\(digits(time.1, 2)):\(digits(time.2, 2))"
      + ".\(digits(now / 1_000 % 1_000, 3))Z"
  }
}
