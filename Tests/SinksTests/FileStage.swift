import Delivery
import Events
import Foundation
import Postgres
import Settings
import Sinks
import Support

/// A folder that a file sink writes to, and what stands in it.
final class FileStage {
  let folder: TemporaryDirectory
  let settings: FileSinkSettings

  /// - Parameter isInMemory: whether hundreds of histories follow, for which fsync takes too long.
  init(
    path: String = "{schema}/{table}.jsonl", rotateBytes: Int? = nil, rotateAfter: Duration? = nil,
    compression: FileSinkSettings.Compression = .none, isInMemory: Bool = false
  ) throws {
    folder = try TemporaryDirectory(isInMemory: isInMemory)
    settings = FileSinkSettings(
      path: try PathTemplate("out/" + path), rotateBytes: rotateBytes, rotateAfter: rotateAfter,
      compression: compression)
  }

  func sink(note: @escaping @Sendable (String) -> Void = { _ in }) throws -> FileSink {
    FileSink(
      settings, in: folder.path, compressor: try Compressor.load(settings.compression),
      today: { "2026-11-30" }, note: note)
  }

  static func context(
    systemID: String = "7", slot: String = "s", statePosition: LSN? = nil
  ) -> SinkContext {
    SinkContext(
      systemID: systemID, slot: slot, database: "d", statePosition: statePosition,
      streams: ContractEvents.streams)
  }

  /// A batch of one event of the stream with this number.
  static func batch(
    _ text: String, stream: Int = 0, lsn: UInt64, sequence: UInt64 = 0, time: Int64 = 0,
    end: UInt64? = nil
  ) -> Batch {
    let batch = Batch()
    batch.number = lsn
    batch.block.bytes.append(Array((text + "\n").utf8))
    batch.block.events = 1
    batch.block.record(
      from: 0, stream: stream, .insert, sequence: sequence, lsn: LSN(lsn), commitTime: time)
    batch.block.confirms = LSN(end ?? lsn + 1)
    return batch
  }

  /// The paths of the files of data, in order.
  func names() throws -> [String] {
    let root = folder.path + "/out"
    return try FileManager.default.subpathsOfDirectory(atPath: root).filter { name in
      var isFolder: ObjCBool = false
      _ = unsafe FileManager.default.fileExists(atPath: "\(root)/\(name)", isDirectory: &isFolder)
      return !isFolder.boolValue && !name.hasPrefix(".blink-")
    }.sorted()
  }

  /// The lines of files, one after the other.
  func lines(_ names: String...) throws -> [String] { try lines(names) }

  private func lines(_ names: [String]) throws -> [String] {
    let paths = names.map { "\(folder.path)/out/\($0)" }
    let packed = paths.filter { !$0.hasSuffix(".jsonl") }
    var text = ""
    if !packed.isEmpty {
      let program = settings.compression == .gzip ? "gzip" : "zstd"
      text = try Program.run("/usr/bin/\(program)", ["-dcq"] + packed).stdout
    }
    for path in paths where path.hasSuffix(".jsonl") {
      text += try String(contentsOfFile: path, encoding: .utf8)
    }
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  /// The lines of each stream of ``ContractEvents``: finished files by name, then the one that
  /// grows. Finished files are unpacked for good.
  func linesByStream() throws -> [[String]] {
    let packed = try names().filter { $0.hasSuffix(".gz") }.map { "\(folder.path)/out/\($0)" }
    if !packed.isEmpty { _ = try Program.run("/usr/bin/gzip", ["-dq"] + packed) }
    let all = try names()
    return try ["public/t", "a.b/x_x2F_.._x2F_..", "public/_x5F_x2F__x0A_"].map { start in
      let mine = all.filter { $0.hasPrefix(start + "-") || $0 == start + ".jsonl" }
      let growing = mine.filter { $0 == start + ".jsonl" }
      return try lines(mine.filter { $0 != start + ".jsonl" } + growing)
    }
  }

  /// Files beside those that the sink ought to leave.
  func leftovers() throws -> [String] { try names().filter { $0.hasSuffix(".tmp") } }
}
