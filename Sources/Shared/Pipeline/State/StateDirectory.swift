package import Diagnostics
private import FoundationEssentials
package import Settings
package import Start
import System

/// The files in which pipelines keep their state: `<slot>.json`, and the generated slot name of
/// a configuration without one.
///
/// Written by temporary file, fsync and rename, mode 0600; one process at a time by flock.
package final class StateDirectory: Sendable {
  /// The directory's path.
  package let path: String
  private let slot: String
  private let lock: FileLock

  /// Creates the directory if need be and locks the state of `slot`.
  ///
  /// - Throws: a configuration failure where it cannot be written, before anything exists on
  ///   the server; or where another process holds it.
  package init(path: String, slot: String) throws(Failure) {
    self.path = path
    self.slot = slot
    try Self.make(path)
    lock = try Self.locked("\(path)/\(slot).lock", slot)
    // Proves that a state can be written while there is still nothing to lose.
    try Self.write([], to: "\(path)/\(slot).probe")
    try? Path.remove("\(path)/\(slot).probe")
    spools.sweep()
  }

  /// Locks the state of `slot` where there is one; creates no directory.
  ///
  /// - Returns: nil where no pipeline with this slot ever ran here.
  package init?(existing path: String, slot: String) throws(Failure) {
    self.path = path
    self.slot = slot
    let files = ["lock", "json"].map { "\(path)/\(slot).\($0)" }
    guard files.contains(where: Path.exists) else { return nil }
    lock = try Self.locked(files[0], slot)
  }

  private static func locked(_ file: String, _ slot: String) throws(Failure) -> FileLock {
    do {
      return try FileLock(file)
    } catch .system(let error) {
      throw failure("cannot be opened", file, error)
    } catch {
      throw Failure(
        .configuration, "another blink-run holds the state of slot \(slot)", subject: file,
        why: "two consumers of one slot would each lose what the other takes",
        remedies: ["stop the other process, or give this pipeline a slot_name of its own"])
    }
  }

  /// Where streamed transactions are kept until they commit.
  package var spools: SpoolFolder { SpoolFolder(path: path, slot: slot) }

  /// The state's file.
  package var file: String { "\(path)/\(slot).json" }

  /// The stored state; nil where there is none.
  package func load() throws(Failure) -> PipelineState? { try Self.stored(in: path, slot: slot) }

  /// The stored state of a slot, without a lock: also while blink-run writes it, because a state
  /// is replaced in one step.
  package static func stored(in path: String, slot: String) throws(Failure) -> PipelineState? {
    let file = "\(path)/\(slot).json"
    guard let bytes = try read(file) else { return nil }
    do {
      return try JSONDecoder().decode(PipelineState.self, from: Data(bytes))
    } catch {
      throw Failure(
        .configuration, "the state file is damaged: it is not what blink-run writes",
        subject: file,
        why: "without it nobody knows what was delivered already",
        remedies: [
          "restore it from a backup",
          "remove it and decide with --adopt-slot \(slot) or --resnapshot \(slot)",
        ])
    }
  }

  /// Stores a state durably.
  package func save(_ state: PipelineState) throws(Failure) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let bytes: [UInt8]
    do {
      bytes = Array(try encoder.encode(state)) + [UInt8(ascii: "\n")]
    } catch {
      throw Failure(.unexpected, "the state cannot be encoded", subject: file)
    }
    try Self.write(bytes, to: file)
  }

  /// Forgets the state; returns whether none is left.
  @discardableResult
  package func remove() -> Bool { (try? Path.remove(file)) != nil }

  /// The slot of a configuration, without creating anything: the configured name, or the one that
  /// was generated for its file; nil before the first run.
  package static func slot(
    of configuration: Configuration, _ options: RunOptions
  ) throws(Failure) -> String? {
    if let name = configuration.source.slotName { return name }
    return try generatedSlot(in: options.stateDirectory, stem: options.stem)
  }

  /// The slot name generated for a configuration file without `slot_name`; nil before the first
  /// run. `stem` is the file's name without its extension.
  package static func generatedSlot(in path: String, stem: String) throws(Failure) -> String? {
    guard let bytes = try read("\(path)/\(stem).slot") else { return nil }
    let name = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.map(String.init)
    return name
  }

  /// Stores a generated slot name unless another process was faster.
  package static func setGeneratedSlot(
    _ name: String, in path: String, stem: String
  ) throws(Failure) {
    try make(path)
    let file = "\(path)/\(stem).slot"
    do throws(SystemError) {
      let draft = try DurableFile(at: file, mode: 0o600)
      try draft.write(Array((name + "\n").utf8))
      // Unlike `replace()`, this leaves a name alone that another process has just stored.
      try draft.create()
    } catch {
      if !error.isTaken { throw failure("cannot be written", file, error) }
    }
  }

  /// Forgets a generated slot name.
  package static func removeGeneratedSlot(in path: String, stem: String) {
    try? Path.remove("\(path)/\(stem).slot")
  }

  private static func make(_ path: String) throws(Failure) {
    var place = path
    do {
      try Folder.createAll(path, mode: 0o700) { place = $0 }
    } catch {
      throw failure("cannot be created", place, error)
    }
  }

  private static func failure(
    _ what: String, _ path: String, _ reason: some Error & CustomStringConvertible
  ) -> Failure {
    Failure(
      .configuration, "the state \(what): \(reason)", subject: TerminalText.sanitized(path),
      why: "without a state a restart could not know what was delivered",
      remedies: ["name a writable directory with --state-dir or BLINK_STATE_DIR"])
  }

  /// A file's bytes; nil where there is none.
  private static func read(_ path: String) throws(Failure) -> [UInt8]? {
    do {
      // A state with the names of many thousand tables still fits.
      return try BoundedFile.contents(path, limit: 16 << 20, .unlinked)
    } catch {
      if error.isMissing { return nil }
      throw failure("cannot be read", path, error)
    }
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    do {
      // The lock keeps others away, so that what was left behind has the same name.
      let file = try DurableFile(at: path, mode: 0o600, suffix: ".tmp")
      try file.write(bytes)
      try file.replace()
    } catch {
      throw failure("cannot be written", path, error)
    }
  }
}
