package import Catalog
package import Postgres
package import Replication

/// What a start depends on, beside the state and the operator's choices: what the file wants and
/// what the server says.
package struct StartFacts: Sendable {
  package var slotName: String
  package var publicationName: String
  /// The output plugin that the file asks for.
  package var plugin: String
  /// The file's streams, in its order.
  package var streams: [Stream]
  /// `stream_snapshot`.
  package var wantsSnapshot: Bool
  /// `on_partition_change: stop`.
  package var stopsAtPartitionChanges = false

  package var server = ServerDescription()
  /// The database that the session is connected to.
  package var database = ""
  /// Nil where no replication session could be opened.
  package var identity: ServerIdentity?
  /// Where the server left the state's timeline; nil where it did not, or does not say.
  package var switchPoint: LSN?
  /// The slot of that name.
  package var slot: ReplicationSlot?
  /// The publication of that name.
  package var publication: Publication?
  /// Whether a publication of the streams has to publish stored generated columns (18 and later).
  package var publishesStored = false
  /// What a new slot would wait for, the oldest first.
  package var blockers: [WriteBlocker] = []
  /// The tables of the state and of the file by OID, with their publication; nil if not looked at.
  package var look: CatalogLook?
  /// The configured tables, as far as they exist.
  package var tables: [Table] = []
  /// The end of what the sink holds, where it keeps its own position; it wins over the state.
  package var sinkPosition: LSN?

  /// A stream of the file: its table and columns, as the file names them.
  package struct Stream: Sendable, Equatable {
    package var table: QualifiedName
    package var columns: [Identifier]
    /// The name that the table has now.
    package var current: QualifiedName
    /// Whether the table or a column has another name now than in the file, or is gone.
    package var isFollowed = false

    /// Names a stream.
    ///
    /// - Parameter current: nil where the table has the name of the file.
    package init(
      table: QualifiedName, columns: [Identifier], current: QualifiedName? = nil
    ) {
      self.table = table
      self.columns = columns
      self.current = current ?? table
    }
  }

  /// Describes what the file wants; the server's part is added.
  package init(
    slotName: String, publicationName: String, plugin: String, streams: [Stream],
    wantsSnapshot: Bool
  ) {
    self.slotName = slotName
    self.publicationName = publicationName
    self.plugin = plugin
    self.streams = streams
    self.wantsSnapshot = wantsSnapshot
  }
}
