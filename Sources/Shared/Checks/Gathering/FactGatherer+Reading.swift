import Catalog
import Postgres
import Replication
import Settings
import Start
import System

extension FactGatherer {
  /// Reads the names that the streams of a running pipeline have now: every statement behind this one
  /// asks for them.
  static func followNames(
    _ session: borrowing Connection, into facts: inout Facts
  ) throws(ServerError) {
    guard let streams = facts.configuration?.streams, let state = facts.state,
      state.phase == .streaming, !state.tracked.isEmpty
    else { return }
    do {
      // OIDs of another cluster mean nothing.
      let rows = try session.query(
        "SELECT system_identifier FROM pg_catalog.pg_control_system()")
      guard rows.count == 1, rows[row: 0, name: "system_identifier"] == state.systemID else {
        return
      }
      let look = try CatalogLook.take(
        publication: "", oids: state.tracked.map(\.table.oid), names: streams.map(\.table),
        withColumns: true, over: session)
      let (now, followed) = FollowedName.follow(streams, state.tracked, in: look)
      guard !followed.isEmpty else { return }
      facts.written = streams
      facts.followed = followed
      facts.configuration?.streams = now
    } catch {
      // Without an answer the names are those of the file.
      if error.connectionLost || error.isSilence { throw error }
    }
  }

  /// The part of a table that is read to measure the speed.
  private static let portion = 32 << 20

  /// Times COPY of a part of the largest table that a snapshot would read.
  static func timeReading(
    _ session: borrowing Connection, into facts: inout Facts
  ) throws(ServerError) {
    guard facts.wantsSnapshot, let stream = largest(facts), let table = facts.tables[stream.table],
      let size = facts.streams[stream.table], size.bytes > 0
    else { return }
    let columns = stream.columns.map(\.name).filter { name in
      table.column(named: name).map { $0.canSelect && $0.generated == nil } ?? false
    }
    guard !columns.isEmpty else { return }
    let rowBytes = size.rows.map { size.bytes / max(1, $0) }
    let limit = max(1_000, portion / max(40, rowBytes ?? 400))
    let source = "\(table.kind == .table ? "ONLY " : "")\(table.name.quoted)"
    let sql =
      "COPY (SELECT \(columns.map(\.quoted).joined(separator: ", ")) FROM \(source)"
      + " LIMIT \(limit)) TO STDOUT"
    let began = ContinuousClock.now
    do {
      let copied = try copy(sql, session)
      let seconds = (ContinuousClock.now - began) / .seconds(1)
      // A small sample measures the round trip rather than the disk.
      guard copied.rows >= 1_000, seconds > 0 else { return }
      let bytes = rowBytes.map { $0 * copied.rows } ?? copied.bytes
      facts.wal.readBytesPerSecond = Double(bytes) / seconds
    } catch {
      // Another check reports what this role may not read, or not in time.
      if error.connectionLost || error.isSilence { throw error }
    }
  }

  private static func largest(_ facts: Facts) -> StreamSettings? {
    facts.configuration?.streams.max { a, b in
      facts.streams[a.table]?.bytes ?? 0 < facts.streams[b.table]?.bytes ?? 0
    }
  }

  private static func copy(
    _ sql: String, _ session: borrowing Connection
  ) throws(ServerError) -> (rows: Int, bytes: Int) {
    var (rows, bytes) = (0, 0)
    try session.startCopy(sql)
    while true {
      let state = session.nextCopyMessage { bytes += $0.count }
      switch state {
      case .message: rows += 1
      case .ended:
        try session.finishCopy()
        return (rows, bytes)
      case .wouldBlock:
        guard session.waitForInput(or: nil, until: session.deadline) == .ready else {
          throw ServerError.silence(sql)
        }
        try session.consumeInput()
      }
    }
  }
}
