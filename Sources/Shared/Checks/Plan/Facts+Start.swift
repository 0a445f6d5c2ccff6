import Postgres
import Replication
import Settings
package import Start

extension Facts {
  /// The facts for the decision on a start; nil if nothing could be read, or no
  /// configuration is given.
  package var start: StartFacts? {
    guard let configuration, connectionError == nil, readError == nil, server.version >= 100_000,
      Product.other(server.banner) == nil
    else { return nil }
    var start = StartFacts(
      slotName: slot ?? "", publicationName: publicationName ?? "", plugin: plugin.rawValue,
      streams: zip(written ?? configuration.streams, configuration.streams).map { file, now in
        var stream = StartFacts.Stream(
          table: file.table, columns: file.columns.map(\.name), current: now.table)
        stream.isFollowed = file != now
        return stream
      }, wantsSnapshot: configuration.source.streamSnapshot)
    start.stopsAtPartitionChanges = configuration.source.onPartitionChange == .stop
    start.server = description
    start.database = server.database
    start.identity = replication?.identity
    start.switchPoint = replication?.switchPoint
    start.slot = ownSlot
    start.publication = publication
    start.blockers = blockers
    start.look = look
    start.publishesStored = GeneratedIdentity.needsStored(
      Streams.present(self).map(\.table), self)
    start.tables = Array(tables.values)
    start.sinkPosition = sinkPosition
    return start
  }

  private var description: ServerDescription {
    var description = ServerDescription()
    description.version = server.version
    description.isStandby = server.isStandby
    func milliseconds(_ name: String) -> Duration? {
      server.settings[name]?.seconds.map { .milliseconds(Int($0 * 1_000)) }
    }
    if let timeout = milliseconds("wal_sender_timeout") { description.senderTimeout = timeout }
    if let delay = milliseconds("wal_writer_delay") { description.walWriterDelay = delay }
    if let size = setting("wal_block_size").flatMap(UInt64.init), size > 0 {
      description.walBlockSize = size
    }
    if let size = server.settings["wal_segment_size"]?.bytes, size > 0 {
      description.walSegmentSize = UInt64(size)
    }
    return description
  }
}
