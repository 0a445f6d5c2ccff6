private import Glibc

/// The wall clock in PostgreSQL's unit, for the status messages that carry it.
enum ServerClock {
  /// Seconds from 1970-01-01 to 2000-01-01.
  private static let epochOffset: Int64 = 946_684_800

  /// Microseconds since 2000-01-01 UTC.
  static func now() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return (Int64(time.tv_sec) - epochOffset) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }
}
