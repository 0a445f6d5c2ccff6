import Postgres

extension FactGatherer {
  /// Looks at the WAL's position again, `FactOptions.sample` after the first time.
  static func sample(
    _ session: borrowing Connection, into facts: inout Facts
  ) throws(ServerError) {
    guard let length = facts.options.sample, let first = facts.wal.position,
      let began = facts.wal.seconds
    else { return }
    _ = Poll.wait(any: [], until: .now + length)
    let query = FactQuery.wal(session.serverVersion)
    var later = Facts()
    query.take(session.batch([query.statement])[0], into: &later)
    if let error = later.readError { throw error }
    guard let position = later.wal.position, let ended = later.wal.seconds, position >= first
    else { return }
    facts.wal.sampledBytes = Int(clamping: position.value - first.value)
    facts.wal.sampledSeconds = ended - began
  }
}
