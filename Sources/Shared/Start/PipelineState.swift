package import Catalog
package import Postgres
package import Replication

/// What one pipeline remembers between its runs.
package struct PipelineState: Sendable, Equatable {
  package enum Phase: String, Sendable, Codable {
    /// A first snapshot is under way; counts as no state.
    case snapshot
    /// The snapshot is delivered; the slot is about to become permanent at `position`.
    case promoting
    case streaming
  }

  package var phase: Phase
  /// `pg_control_system().system_identifier` of the source.
  package var systemID: String
  package var timeline: UInt32
  package var slot: String
  package var plugin: String
  package var publication: String
  /// The OID of the publication if this pipeline created it; else nil.
  package var createdPublicationOID: UInt32?
  /// The configured tables, as `schema.table`.
  package var streams: [String]
  /// What each stream is; empty in a state of version 1.
  package var tracked: [TrackedStream] = []
  /// The types that columns of the streams have, or had when the WAL was written; only those that can
  /// be dropped.
  package var types: [DataType] = []
  /// The publication's row when the streams were recorded; nil in a state of version 1.
  package var publicationRow: CatalogRow?
  /// The last position at which every stream was seen in place; nil before the first look.
  package var looked: LSN?
  /// Everything before it is durable at the sink; nothing above it was ever confirmed.
  package var position: LSN

  /// Makes a state.
  package init(
    phase: Phase, systemID: String, timeline: UInt32, slot: String, plugin: String,
    publication: String, createdPublicationOID: UInt32?, streams: [String], position: LSN
  ) {
    self.phase = phase
    self.systemID = systemID
    self.timeline = timeline
    self.slot = slot
    self.plugin = plugin
    self.publication = publication
    self.createdPublicationOID = createdPublicationOID
    self.streams = streams
    self.position = position
  }
}

extension PipelineState {
  /// The least OID of objects that users create (access/transam.h, `FirstNormalObjectId`).
  private static let firstUserOID: UInt32 = 16_384

  /// What is kept of the types: those that the streams' columns have or had, as the catalog has them
  /// now, or as they were kept before.
  package func types(of tracked: [TrackedStream], now tables: [Table]) -> [DataType] {
    let used = Set(
      tracked.flatMap { [$0.table] + $0.former }.flatMap(\.columns).map(\.type)
        .filter { $0 >= Self.firstUserOID })
    guard !used.isEmpty else { return [] }
    var known: [UInt32: DataType] = [:]
    for type in types + tables.flatMap(\.columns).map(\.type) where used.contains(type.oid) {
      known[type.oid] = type
    }
    return known.values.sorted { $0.oid < $1.oid }
  }
}

extension PipelineState: Codable {
  private enum CodingKeys: String, CodingKey {
    case version, phase, systemID = "system_id", timeline, slot, plugin, publication
    case createdPublicationOID = "created_publication_oid"
    case streams, tracked, types, publicationRow = "publication_row", looked, position
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let version = try values.decode(Int.self, forKey: .version)
    guard [1, 2].contains(version) else {
      throw DecodingError.dataCorruptedError(
        forKey: .version, in: values, debugDescription: "version \(version) is not known")
    }
    phase = try values.decode(Phase.self, forKey: .phase)
    systemID = try values.decode(String.self, forKey: .systemID)
    timeline = try values.decode(UInt32.self, forKey: .timeline)
    slot = try values.decode(String.self, forKey: .slot)
    plugin = try values.decode(String.self, forKey: .plugin)
    publication = try values.decode(String.self, forKey: .publication)
    createdPublicationOID = try values.decodeIfPresent(UInt32.self, forKey: .createdPublicationOID)
    streams = try values.decode([String].self, forKey: .streams)
    tracked = try values.decodeIfPresent([TrackedStream].self, forKey: .tracked) ?? []
    types = try values.decodeIfPresent([DataType].self, forKey: .types) ?? []
    publicationRow = try values.decodeIfPresent(CatalogRow.self, forKey: .publicationRow)
    func lsn(_ key: CodingKeys) throws -> LSN? {
      guard let text = try values.decodeIfPresent(String.self, forKey: key) else { return nil }
      guard let lsn = LSN(text) else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: values, debugDescription: "not a position")
      }
      return lsn
    }
    looked = try lsn(.looked)
    guard let found = try lsn(.position) else {
      throw DecodingError.keyNotFound(
        CodingKeys.position,
        DecodingError.Context(codingPath: values.codingPath, debugDescription: "no position"))
    }
    position = found
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(2, forKey: .version)
    try values.encode(phase, forKey: .phase)
    try values.encode(systemID, forKey: .systemID)
    try values.encode(timeline, forKey: .timeline)
    try values.encode(slot, forKey: .slot)
    try values.encode(plugin, forKey: .plugin)
    try values.encode(publication, forKey: .publication)
    try values.encodeIfPresent(createdPublicationOID, forKey: .createdPublicationOID)
    try values.encode(streams, forKey: .streams)
    try values.encode(tracked, forKey: .tracked)
    if !types.isEmpty { try values.encode(types, forKey: .types) }
    try values.encodeIfPresent(publicationRow, forKey: .publicationRow)
    try values.encodeIfPresent(looked?.description, forKey: .looked)
    try values.encode(position.description, forKey: .position)
  }
}
