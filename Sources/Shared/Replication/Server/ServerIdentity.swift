package import Postgres

/// Which cluster a replication session is connected to, and where it is (IDENTIFY_SYSTEM).
package struct ServerIdentity: Sendable, Equatable {
  /// `pg_control_system().system_identifier`.
  package var systemID: String
  package var timeline: UInt32
  /// The flushed position of the WAL; on a standby what was replayed.
  package var position: LSN

  /// Describes a server.
  package init(systemID: String, timeline: UInt32, position: LSN) {
    self.systemID = systemID
    self.timeline = timeline
    self.position = position
  }

  /// Asks over a replication session.
  package init(of session: borrowing Connection) throws(ServerError) {
    let rows = try session.query("IDENTIFY_SYSTEM")
    systemID = rows[row: 0, name: "systemid"] ?? ""
    timeline = UInt32(rows[row: 0, name: "timeline"] ?? "") ?? 0
    position = rows.lsn(0, "xlogpos") ?? .zero
  }

  /// Asks where the server left timeline `earlier`.
  ///
  /// - Returns: nil where its history does not say, or it is on that timeline still.
  package func switchPoint(
    from earlier: UInt32, over session: borrowing Connection
  ) throws(ServerError) -> LSN? {
    guard earlier != timeline else { return nil }
    let rows = try session.query("TIMELINE_HISTORY \(timeline)")
    let content = rows[row: 0, name: "content"] ?? ""
    // Each line: the timeline that was left, where, and why, between tabs.
    for line in content.split(separator: "\n") {
      let parts = line.split(separator: "\t")
      if parts.count >= 2, UInt32(parts[0]) == earlier { return LSN(parts[1]) }
    }
    return nil
  }
}
