private import Glibc
import Postgres

extension FactGatherer {
  /// Times one round trip, and compares the clocks in its middle.
  static func readClock(
    _ session: borrowing Connection, into facts: inout Facts
  ) throws(ServerError) {
    let query = FactQuery(.clock, PackageResources.clock_sql, version: session.serverVersion) {
      rows, facts in
      guard rows.count == 1 else { return }
      facts.server.clockSkew = rows[row: 0, name: "seconds"].flatMap(Double.init).map {
        .seconds($0)
      }
      facts.server.isPooled = rows.int(0, "pid") != facts.sessionPID
    }
    facts.sessionPID = Int(session.backendProcessID)
    let (began, before) = (ContinuousClock.now, now())
    query.take(session.batch([query.statement])[0], into: &facts)
    if let error = facts.readError { throw error }
    let trip = ContinuousClock.now - began
    facts.server.roundTrip = trip
    if let theirs = facts.server.clockSkew {
      facts.server.clockSkew = theirs - before - trip / 2
    }
  }

  /// Seconds since 1970.
  private static func now() -> Duration {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
