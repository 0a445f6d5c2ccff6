package import Diagnostics
package import Postgres
package import Start
private import Synchronization
import System

/// The files in which pipelines keep their state: `<slot>.json`, `<slot>.position` while
/// blink-run streams, and the generated slot name of a configuration without one.
///
/// Written by temporary file, fsync and rename, mode 0600; one process at a time by flock.
package final class StateDirectory: Sendable {
  private let files: StateFiles
  private let lock: FileLock
  /// What `<slot>.json` holds, as far as this process has read or written it.
  private let current = Mutex<StoredState?>(nil)

  /// Creates the directory if need be and locks the state of `slot`.
  ///
  /// - Throws: a configuration failure where it cannot be written, before anything exists on
  ///   the server; or where another process holds it.
  package init(path: String, slot: String) throws(Failure) {
    files = StateFiles(path: path, slot: slot)
    try Self.create(path)
    lock = try Self.locked(files)
    // Proves that a state can be written while there is still nothing to lose.
    try files.write(bytes: Array("room for a state\n".utf8), to: files.probe)
    try? Path.remove(files.probe)
    spools.sweep()
  }

  /// Locks the state of `slot` where there is one; creates no directory.
  ///
  /// - Returns: nil where no pipeline with this slot ever ran here.
  package init?(existing path: String, slot: String) throws(Failure) {
    files = StateFiles(path: path, slot: slot)
    guard [files.lock, files.state].contains(where: Path.exists) else { return nil }
    lock = try Self.locked(files)
  }

  private static func locked(_ files: StateFiles) throws(Failure) -> FileLock {
    do {
      return try FileLock(files.lock)
    } catch {
      guard error.isLocked else {
        throw StateFiles.failure("cannot be opened", files.lock, error)
      }
      throw Failure(
        .configuration, "another blink-run holds the state of slot \(files.slot)",
        subject: files.lock,
        why: "two consumers of one slot would each lose what the other takes",
        remedies: ["stop the other process, or give this pipeline a slot_name of its own"])
    }
  }

  /// The directory's path.
  package var path: String { files.path }

  /// Where spooled transactions are kept until they commit.
  package var spools: SpoolFolder { SpoolFolder(path: files.path, slot: files.slot) }

  /// The state's file.
  package var file: String { files.state }

  /// The stored state; nil where there is none.
  package func load() throws(Failure) -> PipelineState? { try files.stored() }

  /// The stored state of a slot, without a lock: also while blink-run writes it.
  package static func stored(in path: String, slot: String) throws(Failure) -> PipelineState? {
    try StateFiles(path: path, slot: slot).stored()
  }

  /// Stores a whole state durably.
  package func save(_ state: PipelineState) throws(Failure) {
    let next = StoredState(state: state, epoch: Self.newEpoch())
    try files.write(next, to: files.state)
    current.withLock { $0 = next }
    // It belongs to the epoch before, so nobody heeds it.
    try? Path.remove(files.position)
  }

  /// Stores durably how far the stored state has moved on. That writes a few bytes, however many
  /// tables there are.
  ///
  /// - Throws: also where no state is stored.
  package func save(position: LSN) throws(Failure) {
    var known = current.withLock { $0 }
    if known == nil { known = try files.whole() }
    guard let known else {
      throw Failure(.unexpected, "a position cannot be stored before a state", subject: file)
    }
    guard let epoch = known.epoch else {
      // The file of an older version.
      var state = known.state
      state.position = position
      return try save(state)
    }
    current.withLock { $0 = known }
    try files.write(StoredPosition(epoch: epoch, position: position), to: files.position)
  }

  /// Forgets the state; returns whether none is left.
  @discardableResult
  package func remove() -> Bool {
    current.withLock { $0 = nil }
    // In this order: a position alone is no state.
    return [files.state, files.position].allSatisfy { (try? Path.remove($0)) != nil }
  }

  /// Eight random letters and digits.
  private static func newEpoch() -> String {
    String(UInt64.random(in: (1 << 40)...(1 << 41)), radix: 36)
  }

  /// Creates the directory and those above it.
  static func create(_ path: String) throws(Failure) {
    do {
      try Folder.create(path, mode: 0o700)
    } catch {
      throw StateFiles.failure("cannot be created", error.path, error)
    }
  }
}
