import Postgres
import System

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
      facts.server.banner = rows[row: 0, name: "banner"] ?? ""
    }
    facts.sessionPID = Int(session.backendProcessID)
    let (began, before) = (ContinuousClock.now, WallClock.sinceEpoch())
    query.take(session.batch([query.statement])[0], into: &facts)
    if let error = facts.readError { throw error }
    let trip = ContinuousClock.now - began
    facts.server.roundTrip = trip
    if let theirs = facts.server.clockSkew {
      facts.server.clockSkew = theirs - before - trip / 2
    }
  }
}
