import Glibc
import Mapping

/// The day, for findings that are ignored until one.
enum Today {
  /// `YYYY-MM-DD` in UTC.
  static func text() -> String {
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    // PostgreSQL's clock begins on 2000-01-01.
    let microseconds = (Int64(now.tv_sec) - 946_684_800) * 1_000_000
    return String(CommitTime.text(microseconds).prefix(10))
  }
}
