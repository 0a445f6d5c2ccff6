import Catalog
import Delivery
import Events
import Foundation
import Pipeline
import Postgres
import Settings
import Support

/// A translator for one table, fed with messages as a server would send them.
final class SpoolStage {
  private let folder: TemporaryDirectory
  private var translator: Translator
  /// Ends of transactions so far.
  private(set) var units: [String] = []

  init(streaming: Bool = true) throws {
    folder = try TemporaryDirectory()
    let columns = ["id", "v"].map {
      ColumnSettings(name: Identifier($0), databrewType: .string, pk: $0 == "id")
    }
    let stream = StreamSettings(
      table: QualifiedName(schema: "public", name: "t"), written: "t", columns: columns)
    let configuration = Configuration(
      file: "f", source: SourceSettings(), streams: [stream], sink: SinkSettings())
    translator = Translator(
      planner: RelationPlanner(configuration: configuration, tables: []),
      spools: streaming ? SpoolFolder(path: folder.path, slot: "s") : nil)
  }

  /// What is in the folder of the spools.
  var leftovers: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? ["?"]
  }

  func removeFolder() throws { try FileManager.default.removeItem(atPath: folder.path) }

  var isIdle: Bool { translator.isBetweenTransactions && !translator.isReplaying }

  func beginSession() { translator.beginSession() }

  /// Translates messages; gives position, number and value `v` of every event.
  ///
  /// - Parameters:
  ///   - slices: parts of a replay, of one event each, after which it is left; nil to the end.
  ///   - look: gets, after each message, whether a keepalive would be idle.
  func rows(
    _ messages: [[UInt8]], slices: Int? = nil, look: (Bool) -> Void = { _ in }
  ) throws(PipelineError) -> [String] {
    var block = EventBlock()
    var rows: [String] = []
    for message in messages {
      note(try translator.translate(message.span, from: 0, into: &block, asking: Self.source))
      look(translator.isBetweenTransactions)
      var left = slices ?? .max
      while translator.isReplaying, left > 0 {
        // A block that is full takes nothing: it is handed over first, as the session does.
        rows += Self.summary(block.bytes.text)
        block = EventBlock()
        left -= 1
        rows += Self.summary(block.bytes.text)
        block = EventBlock()
        if slices != nil {
          // A block that is full but for a byte takes one event at a time.
          block.bytes.append([UInt8](repeating: UInt8(ascii: "\n"), count: EventBlock.fullAt - 1))
        }
        note(try translator.replay(into: &block, asking: Self.source))
      }
      rows += Self.summary(block.bytes.text)
      block = EventBlock()
    }
    return rows
  }

  private func note(_ outcome: Translator.Outcome) {
    if case .commit(let end) = outcome { units.append("\(end)") }
  }

  private static let source = CatalogSource(
    types: { _ throws(PipelineError) in [:] }, typeNamed: { _ throws(PipelineError) in nil },
    table: { _, _ throws(PipelineError) in CatalogAnswer(table: nil, holder: nil) })

  private static func summary(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      let event = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let data = event?["data"] as? [String: Any]
      return "\(event?["lsn"] ?? "?") \(event?["seq"] ?? "?") \(data?["v"] ?? "?")"
    }
  }

  static func begin(_ commit: UInt64) -> [UInt8] {
    Recorded.bytes("B" as Character, commit, UInt64(1), Int32(5))
  }

  static func commit(_ commit: UInt64) -> [UInt8] {
    Recorded.bytes("C" as Character, UInt8(0), commit, commit + 8, UInt64(1))
  }

  static func start(_ xid: Int32, _ isFirst: Bool) -> [UInt8] {
    Recorded.bytes("S" as Character, xid, UInt8(isFirst ? 1 : 0))
  }

  static let stop = Recorded.streamStop

  static func end(_ xid: Int32, _ commit: UInt64) -> [UInt8] {
    Recorded.bytes("c" as Character, xid, UInt8(0), commit, commit + 8, UInt64(1))
  }

  static func abort(_ xid: Int32, _ subxid: Int32) -> [UInt8] {
    Recorded.bytes("A" as Character, xid, subxid)
  }

  /// The table's description; `swapped` with its columns the other way round.
  static func relation(swapped: Bool = false) -> [UInt8] {
    let names = swapped ? ["v", "id"] : ["id", "v"]
    return names.reduce(
      into: Recorded.bytes(
        "R" as Character, Int32(16_385), "public", "t", "d" as Character, Int16(2))
    ) { bytes, name in
      bytes += Recorded.bytes(UInt8(name == "id" ? 1 : 0), name, Int32(25), Int32(-1))
    }
  }

  static func row(_ value: String, swapped: Bool = false) -> [UInt8] {
    let values = swapped ? [value, "7"] : ["7", value]
    return Recorded.bytes(
      "I" as Character, Int32(16_385), "N" as Character, Int16(2), Recorded.Column.text(values[0]),
      Recorded.Column.text(values[1]))
  }

  static func streamed(_ xid: Int32, _ message: [UInt8]) -> [UInt8] {
    Recorded.streamed(message, xid: xid)
  }

  static func streamed(_ xid: Int32, _ value: String, swapped: Bool = false) -> [UInt8] {
    Recorded.streamed(row(value, swapped: swapped), xid: xid)
  }
}
