package import Diagnostics
private import FoundationEssentials
private import Glibc
package import Settings
package import Start

/// The files in which pipelines keep their state: `<slot>.json`, and the generated slot name of
/// a configuration without one.
///
/// Written by temporary file, fsync and rename, mode 0600; one process at a time by flock.
package final class StateDirectory: Sendable {
  /// The directory's path.
  package let path: String
  private let slot: String
  private let lock: Int32

  /// Makes the directory if need be and locks the state of `slot`.
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
    _ = unsafe unlink("\(path)/\(slot).probe")
    spools.sweep()
  }

  /// Locks the state of `slot` where there is one; makes no directory.
  ///
  /// - Returns: nil where no pipeline with this slot ever ran here.
  package init?(existing path: String, slot: String) throws(Failure) {
    self.path = path
    self.slot = slot
    let files = ["lock", "json"].map { "\(path)/\(slot).\($0)" }
    guard files.contains(where: { unsafe access($0, F_OK) == 0 }) else { return nil }
    lock = try Self.locked(files[0], slot)
  }

  deinit { close(lock) }

  private static func locked(_ file: String, _ slot: String) throws(Failure) -> Int32 {
    let lock = unsafe open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard lock >= 0 else { throw failure("cannot be opened", file) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      close(lock)
      throw Failure(
        .configuration, "another blink-run holds the state of slot \(slot)", subject: file,
        why: "two consumers of one slot would each lose what the other takes",
        remedies: ["stop the other process, or give this pipeline a slot_name of its own"])
    }
    return lock
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

  /// Forgets the state; gives whether none is left.
  @discardableResult
  package func remove() -> Bool { unsafe unlink(file) == 0 || errno == ENOENT }

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
    let draft = "\(file).\(getpid())"
    try write(Array((name + "\n").utf8), to: draft)
    defer { _ = unsafe unlink(draft) }
    // Unlike a rename, a link does not replace what is there.
    if unsafe link(draft, file) != 0, errno != EEXIST { throw failure("cannot be written", file) }
  }

  /// Forgets a generated slot name.
  package static func removeGeneratedSlot(in path: String, stem: String) {
    _ = unsafe unlink("\(path)/\(stem).slot")
  }

  private static func make(_ path: String) throws(Failure) {
    var prefix = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      prefix += "/" + part
      if unsafe mkdir(prefix, 0o700) != 0, errno != EEXIST {
        throw failure("cannot be made", prefix)
      }
    }
  }

  private static func failure(_ what: String, _ path: String) -> Failure {
    let reason = unsafe String(cString: strerror(errno))
    return Failure(
      .configuration, "the state \(what): \(reason)", subject: TerminalText.sanitized(path),
      why: "without a state a restart could not know what was delivered",
      remedies: ["name a writable directory with --state-dir or BLINK_STATE_DIR"])
  }

  private static func read(_ path: String) throws(Failure) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    if descriptor < 0 {
      if errno == ENOENT { return nil }
      throw failure("cannot be read", path)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var count = 0
    // A state with the names of many thousand tables still fits; a device does not end.
    while count < 16 << 20 {
      if count == bytes.count { bytes += [UInt8](repeating: 0, count: max(16 << 10, count)) }
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(
          descriptor, buffer.baseAddress.map { unsafe $0 + count }, buffer.count - count)
      }
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        throw failure("cannot be read", path)
      }
      count += got
    }
    return Array(bytes[..<count])
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let temporary = "\(path).tmp"
    _ = unsafe unlink(temporary)
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let descriptor = unsafe open(temporary, flags, 0o600)
    guard descriptor >= 0 else { throw failure("cannot be written", temporary) }
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
      }
      if count < 0 {
        if errno == EINTR { continue }
        close(descriptor)
        throw failure("cannot be written", temporary)
      }
      written += count
    }
    // After a failed fsync the pages may be gone: never tried again.
    guard fsync(descriptor) == 0, close(descriptor) == 0, unsafe rename(temporary, path) == 0 else {
      throw failure("cannot be written", path)
    }
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    let directory = unsafe open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw failure("cannot be written", folder) }
    defer { close(directory) }
    guard fsync(directory) == 0 else { throw failure("cannot be written", folder) }
  }
}
