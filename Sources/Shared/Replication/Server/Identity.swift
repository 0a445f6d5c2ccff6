package import Postgres

/// Which cluster a replication session is connected to (IDENTIFY_SYSTEM).
package struct Identity: Sendable, Equatable {
  package var systemID: String
  package var timeline: UInt32

  /// Asks over a replication session.
  package init(of session: borrowing Connection) throws(ServerError) {
    let rows = try session.query("IDENTIFY_SYSTEM")
    systemID = rows[row: 0, name: "systemid"] ?? ""
    timeline = UInt32(rows[row: 0, name: "timeline"] ?? "") ?? 0
  }

  /// Where the server left timeline `earlier`; nil where its history does not say.
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
