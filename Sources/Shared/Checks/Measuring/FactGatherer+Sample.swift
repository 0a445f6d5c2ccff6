import Postgres
import System

extension FactGatherer {
  /// Reads the WAL, the slots and the tables' changes again, `FactOptions.sample` after the
  /// first time; meanwhile it times how fast a table is read.
  static func sample(
    _ session: borrowing Connection, into facts: inout Facts
  ) throws(ServerError) {
    guard let length = facts.options.sample, let first = facts.wal.position,
      let began = facts.wal.seconds
    else { return }
    let end = ContinuousClock.now + length
    try timeReading(session, into: &facts)
    _ = Poll.wait(any: [], until: end)
    var queries = [FactQuery.wal(session.serverVersion), .slots(session.serverVersion)]
    if let lists = FactQuery.lists(facts) {
      queries.append(.activity(session.serverVersion, lists))
    }
    var later = Facts()
    let answers = session.batch(queries.map(\.statement))
    for (query, answer) in zip(queries, answers) { query.take(answer, into: &later) }
    if let error = later.readError { throw error }
    if let before = facts.wal.changedRows, let now = later.wal.changedRows {
      facts.wal.sampledRows = now - before
    }
    guard let position = later.wal.position, let ended = later.wal.seconds, position >= first
    else { return }
    // A forecast starts now.
    facts.wal.position = position
    if later.gaps[.slots] == nil { facts.slots = later.slots }
    facts.wal.sampledBytes = Int(clamping: position.value - first.value)
    facts.wal.sampledSeconds = ended - began
  }
}
