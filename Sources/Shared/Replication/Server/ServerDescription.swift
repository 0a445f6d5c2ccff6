/// What a run needs to know of the server, read once at start.
package struct ServerDescription: Sendable, Equatable {
  /// `server_version_num`.
  package var version = 0
  package var isStandby = false
  /// `wal_sender_timeout`; zero for none.
  package var senderTimeout = Duration.seconds(60)
  package var walWriterDelay = Duration.milliseconds(200)
  /// Bytes of a page of the WAL.
  package var walBlockSize: UInt64 = 8192
  /// Bytes of a segment of the WAL.
  package var walSegmentSize: UInt64 = 16 << 20

  /// The server's defaults.
  package init() {}
}
