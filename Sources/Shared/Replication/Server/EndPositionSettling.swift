package import Postgres
import System

/// Finds the position that `--endpos current` means.
///
/// The raw insert position can be one that no record ends at: behind a page header, or in WAL
/// that nobody flushes. A walsender would then hang short of it for many seconds.
package enum EndPositionSettling {
  /// Where the last record before `insert` ends, or the first byte a record could begin at.
  package static func settled(_ insert: LSN, blockSize: UInt64, segmentSize: UInt64) -> LSN {
    let rest = insert.value % blockSize
    // Page headers: 40 bytes on a segment's first page, 24 on every other.
    let header: UInt64 = insert.value % segmentSize < blockSize ? 40 : 24
    return rest <= header ? LSN(insert.value - rest) : insert
  }

  /// Asks the server and waits until its flushed position has come that far.
  package static func current(
    _ server: Server, over session: borrowing Connection
  ) throws(ServerError) -> LSN {
    if server.description.isStandby {
      return try session.query("SELECT pg_catalog.pg_last_wal_replay_lsn() AS lsn").lsn(0, "lsn")
        ?? .zero
    }
    let insert = try session.query("SELECT pg_catalog.pg_current_wal_insert_lsn() AS lsn")
    let target = settled(
      insert.lsn(0, "lsn") ?? .zero, blockSize: server.description.walBlockSize,
      segmentSize: server.description.walSegmentSize)
    let nudgeAt = ContinuousClock.now + server.description.walWriterDelay * 3 + .milliseconds(100)
    var isNudged = false
    while true {
      let flushed = try session.query("SELECT pg_catalog.pg_current_wal_flush_lsn() AS lsn")
      if let flushed = flushed.lsn(0, "lsn"), flushed >= target { return target }
      if !isNudged, ContinuousClock.now >= nudgeAt {
        isNudged = true
        // A transactional message is flushed at its commit; it needs no more than CONNECT.
        try session.query(
          "SELECT pg_catalog.pg_logical_emit_message(true, 'blink', 'endpos')")
      }
      _ = Poll.wait(any: [server.stop.descriptor], until: .now + .milliseconds(20))
      if server.stop.isRaised { return target }
    }
  }
}
