import Diagnostics
import FoundationEssentials
import Start
import System

/// The files of one slot's state, and what their errors mean.
struct StateFiles {
  /// The directory's path.
  let path: String
  let slot: String

  /// What changes rarely: the identity, the tables, the phase, and where it began.
  var state: String { "\(path)/\(slot).json" }
  /// How far it has come since: a few bytes, written every second.
  var position: String { "\(path)/\(slot).position" }
  var lock: String { "\(path)/\(slot).lock" }
  /// Written and removed again at start.
  var probe: String { "\(path)/\(slot).probe" }

  /// The stored state; nil where there is none.
  ///
  /// Right also while another process writes. The state is read before the position: a position
  /// of its epoch is as new or newer. Without one the state must still be the same, because
  /// a new state begins a new epoch and removes the position of the one before.
  func stored() throws(Failure) -> PipelineState? {
    while true {
      guard let found = try whole() else { return nil }
      let moved: StoredPosition? = try decoded(position)
      if let moved, moved.epoch == found.epoch {
        var result = found.state
        result.position = moved.position
        return result
      }
      if try whole() == found { return found.state }
    }
  }

  /// What the state's file holds, without how far it has moved on.
  func whole() throws(Failure) -> StoredState? { try decoded(state) }

  /// Stores a file durably.
  func write(_ value: some Encodable, to file: String) throws(Failure) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else {
      throw Failure(.unexpected, "the state cannot be encoded", subject: file)
    }
    try write(bytes: Array(data) + [UInt8(ascii: "\n")], to: file)
  }

  /// Stores a file durably.
  func write(bytes: [UInt8], to file: String) throws(Failure) {
    do {
      try DurableFile.replace(file, with: bytes)
    } catch {
      throw Self.failure("cannot be written", file, error)
    }
  }

  private func decoded<Value: Decodable>(_ file: String) throws(Failure) -> Value? {
    guard let bytes = try Self.read(file) else { return nil }
    do {
      return try JSONDecoder().decode(Value.self, from: Data(bytes))
    } catch {
      throw Failure(
        .configuration, "the state file is damaged: it is not what blink-run writes",
        subject: file,
        why: "without it, what was already delivered is unknown",
        remedies: [
          "restore it from a backup",
          "remove it and decide with --adopt-slot \(slot) or --resnapshot \(slot)",
        ])
    }
  }

  /// A file's bytes; nil where there is none.
  static func read(_ file: String) throws(Failure) -> [UInt8]? {
    do {
      // A state has about 60 bytes for each column of each streamed table.
      return try BoundedFile.contents(file, limit: 256 << 20, followsLinks: false)
    } catch {
      if error.isMissing { return nil }
      throw failure("cannot be read", file, error)
    }
  }

  /// The state could not be kept or read.
  static func failure(_ what: String, _ path: String, _ error: FileError) -> Failure {
    Failure(
      .configuration, "the state \(what): \(error.reason)",
      subject: TerminalText.sanitized(path),
      why: "without a state a restart could not know what was delivered",
      remedies: ["name a writable directory with --state-dir or BLINK_STATE_DIR"])
  }
}
