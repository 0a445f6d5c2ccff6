import Events
private import FoundationEssentials
import Postgres

/// What the position file holds: how far the sink is, and what each of its files holds up to there.
/// Whatever a file holds beyond that is not durable and is cut off at the next start.
struct FilePosition: Codable, Equatable, Sendable {
  /// A file that grows.
  struct Entry: Codable, Equatable, Sendable {
    var name: String
    var bytes: Int
    /// When it was created, in seconds since 1970.
    var created: Int
    /// `{date}` of its events.
    var date: String
    /// Its first event; until there is one, that for whose sake it is created.
    var first: Position
  }

  /// A file that is about to get its final name.
  struct Finishing: Codable, Equatable, Sendable {
    var active: String
    var final: String
    /// What it is compressed with.
    var compression: String
  }

  /// A snapshot behind which no event of the stream was written: everything that is open or was
  /// finished since belongs to it.
  struct Snapshot: Codable, Equatable, Sendable {
    var point: String
    /// `{date}` of its rows.
    var date: String
    var rows: UInt64 = 0
    var isFinished = false
    /// Final names of its files.
    var files: [String] = []
  }

  struct Position: Codable, Equatable, Sendable {
    var lsn: String
    var seq: UInt64

    init(_ position: EventPosition) {
      lsn = position.lsn.description
      seq = position.sequence
    }

    var event: EventPosition? { LSN(lsn).map { EventPosition(lsn: $0, sequence: seq) } }
  }

  var version = 1
  var systemID: String
  var slot: String
  /// The newest event of the stream.
  var event: Position?
  /// Everything up to here is durable.
  var end: String?
  var files: [Entry] = []
  var finishing: [Finishing] = []
  var snapshot: Snapshot?

  init(systemID: String, slot: String) {
    self.systemID = systemID
    self.slot = slot
  }

  private enum CodingKeys: String, CodingKey {
    case version, systemID = "system_id", slot, event, end, files, finishing, snapshot
  }

  /// The file's content.
  static func encoded(_ position: FilePosition) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Texts and numbers can always be encoded.
    return ((try? encoder.encode(position)).map { Array($0) } ?? []) + [UInt8(ascii: "\n")]
  }

  /// The position in the file's content; nil where it is damaged.
  static func decoded(_ bytes: [UInt8]) -> FilePosition? {
    try? JSONDecoder().decode(FilePosition.self, from: Data(bytes))
  }
}
