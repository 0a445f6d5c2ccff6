package import Diagnostics

/// Writes files that users name, whole or not at all.
package enum AtomicFile {
  /// Whether a new file could be created there, as far as that can be told before trying.
  ///
  /// - Throws: `wouldOverwrite` where something has that name, a configuration failure where
  ///   the folder is missing.
  package static func checkAbsent(_ path: String) throws(Failure) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw Failure(.configuration, "a path cannot be empty or hold a NUL byte")
    }
    let kind: Path.Kind
    do {
      kind = try Path.kind(path)
    } catch {
      guard error.isMissing else { throw failure(path, error) }
      return try checkFolder(Path.folder(of: path))
    }
    throw Failure(
      .wouldOverwrite,
      kind == .folder ? "a folder has this name" : "the file exists already", subject: path,
      why: "your edits in it would be lost",
      remedies: ["name another file", "use --print, which writes nothing, and compare"])
  }

  private static func checkFolder(_ path: String) throws(Failure) {
    do {
      try Folder.check(path)
    } catch {
      throw failure(path, error)
    }
  }

  /// Writes a new file.
  ///
  /// - Throws: as `checkAbsent`, and a configuration failure where it cannot be written; then
  ///   nothing is left behind.
  package static func create(_ path: String, _ bytes: [UInt8], mode: UInt32) throws(Failure) {
    try checkAbsent(path)
    do throws(FileError) {
      let file = try DurableFile(at: path, mode: mode)
      try file.write(bytes)
      try file.create()
    } catch {
      throw failure(path, error)
    }
  }

  /// Replaces a file, which keeps its mode, or creates it with `mode`.
  ///
  /// - Parameter old: what it must still hold; nil where anything may be replaced.
  /// - Throws: `wouldOverwrite` where it changed in the meantime, a configuration failure where
  ///   it cannot be written or is a symbolic link; then it is as it was.
  package static func replace(
    _ path: String, _ bytes: [UInt8], mode: UInt32 = 0o644, ifStill old: [UInt8]? = nil
  ) throws(Failure) {
    let mode = try modeOfReplaceable(path) ?? mode
    let file = try prepared(path, bytes, mode: mode)
    if let old, try BoundedFile.read(path) != old {
      throw Failure(
        .wouldOverwrite, "the file was changed in this moment", subject: path,
        why: "that change would be lost", remedies: ["run the command again"])
    }
    do {
      try file.replace()
    } catch {
      throw failure(path, error)
    }
  }

  private static func prepared(
    _ path: String, _ bytes: [UInt8], mode: UInt32
  ) throws(Failure) -> DurableFile {
    do {
      let file = try DurableFile(at: path, mode: mode)
      try file.write(bytes)
      try file.setMode(mode)
      return file
    } catch {
      throw failure(path, error)
    }
  }

  /// The permissions of a file that may be replaced; nil where nothing has the name.
  private static func modeOfReplaceable(_ path: String) throws(Failure) -> UInt32? {
    let status: (kind: Path.Kind, mode: UInt32, size: Int)
    do {
      status = try Path.status(path)
      // rename(2) does not ask for it.
      if status.kind == .file { try Path.checkWritable(path) }
    } catch {
      guard error.isMissing else { throw failure(path, error) }
      return nil
    }
    guard status.kind == .file else {
      throw Failure(
        .configuration, "the file cannot be replaced: it is not an ordinary file",
        subject: path, remedies: ["name the file itself, not a link to it"])
    }
    return status.mode
  }

  private static func failure(_ path: String, _ error: FileError) -> Failure {
    if error.isTaken {
      return Failure(
        .wouldOverwrite, "the file exists already", subject: path,
        why: "another process created it just now")
    }
    return Failure(
      .configuration, "the file cannot be written: \(error.reason)", subject: path,
      remedies: ["name a file in a folder that exists and may be written"])
  }
}
