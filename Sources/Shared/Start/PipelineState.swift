package import Postgres

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

extension PipelineState: Codable {
  private enum CodingKeys: String, CodingKey {
    case version, phase, systemID = "system_id", timeline, slot, plugin, publication
    case createdPublicationOID = "created_publication_oid"
    case streams, position
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let version = try values.decode(Int.self, forKey: .version)
    guard version == 1 else {
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
    let text = try values.decode(String.self, forKey: .position)
    guard let lsn = LSN(text) else {
      throw DecodingError.dataCorruptedError(
        forKey: .position, in: values, debugDescription: "not a position")
    }
    position = lsn
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(1, forKey: .version)
    try values.encode(phase, forKey: .phase)
    try values.encode(systemID, forKey: .systemID)
    try values.encode(timeline, forKey: .timeline)
    try values.encode(slot, forKey: .slot)
    try values.encode(plugin, forKey: .plugin)
    try values.encode(publication, forKey: .publication)
    try values.encodeIfPresent(createdPublicationOID, forKey: .createdPublicationOID)
    try values.encode(streams, forKey: .streams)
    try values.encode(position.description, forKey: .position)
  }
}
