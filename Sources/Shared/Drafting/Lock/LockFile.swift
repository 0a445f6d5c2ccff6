package import Diagnostics
import FoundationEssentials
import System

/// Where the lock is kept: `.blink/<file stem>.lock.json` beside the configuration.
package struct LockFile: Sendable {
  package let path: String
  private let folder: String

  /// - Parameters:
  ///   - directory: the configuration's folder.
  ///   - stem: its name without extension.
  package init(directory: String, stem: String) {
    folder = directory + "/.blink"
    path = "\(folder)/\(stem).lock.json"
  }

  /// Whether it is there.
  package var exists: Bool { (try? Path.kind(path)) != nil }

  /// What every version of a lock has.
  private struct Head: Decodable { var version: Int }

  /// Reads it; nil if there is none.
  package func read() throws(Failure) -> Lock? {
    guard exists else { return nil }
    let bytes = try BoundedFile.read(path)
    do {
      if let lock = try? LockText.decode(bytes), lock.version == 1 { return lock }
      // A newer lock may hold something else than this version can read.
      if try JSONDecoder().decode(Head.self, from: Data(bytes)).version == 1 {
        throw DecodingError.dataCorrupted(
          DecodingError.Context(codingPath: [], debugDescription: "not a lock"))
      }
    } catch {
      throw Failure(
        .configuration, "the lock file is damaged: init did not write it like this", subject: path,
        why: "without it init cannot tell which lines of the file you changed",
        remedies: [
          "restore it from version control",
          "remove it, and take the file as it is with init --adopt",
        ])
    }
    throw Failure(
      .configuration, "the lock was written by a newer blink-schema", subject: path,
      remedies: ["use that version"])
  }

  /// Writes it: the same bytes for the same lock.
  package func write(_ lock: Lock) throws(Failure) {
    guard let text = try? LockText.encode(lock) else {
      throw Failure(.unexpected, "the lock cannot be encoded", subject: path)
    }
    do {
      try Folder.create(folder)
    } catch {
      throw Failure(
        .configuration, "the lock file's folder cannot be created: \(error.reason)", subject: folder
      )
    }
    let bytes = text + [UInt8(ascii: "\n")]
    if let old = try? BoundedFile.read(path), old == bytes { return }
    try AtomicFile.replace(path, bytes)
  }
}
