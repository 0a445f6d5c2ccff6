private import Glibc

/// A file that appears under its name whole or not at all, and survives a crash from then on:
/// a temporary file beside it, fsync, rename or link, fsync of the folder.
///
/// Where it is let go before it has its name, the temporary file is removed.
package struct DurableFile: ~Copyable {
  private let path: String
  private let temporary: String
  private let folder: Descriptor
  private let file: Descriptor
  private var isNamed = false

  /// Opens a temporary file beside `path`.
  ///
  /// - Parameters:
  ///   - mode: the file's permissions, less what umask takes away.
  ///   - suffix: what the temporary file's name has at its end. A file of that name is what an
  ///     earlier process left behind, and is removed: processes that write the same file need
  ///     different ones, or a lock.
  package init(
    at path: String, mode: UInt32, suffix: String = ".tmp-\(getpid())"
  ) throws(FileError) {
    // Before the removal: a path is bytes up to the first NUL to the system.
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw FileError("created", path, .system(EINVAL))
    }
    let temporary = path + suffix
    // First, so that a folder that cannot be synced is noticed before anything is written.
    let folder = try Descriptor(opening: Path.folder(of: path), O_RDONLY | O_DIRECTORY)
    _ = unsafe unlink(temporary)
    let file = try Descriptor(
      opening: temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode, step: "created")
    self.path = path
    self.temporary = temporary
    self.folder = folder
    self.file = file
  }

  deinit { if !isNamed { _ = unsafe unlink(temporary) } }

  /// Replaces a file's content durably: after an error, or a crash, it is the old one or the new
  /// one.
  ///
  /// The caller holds a lock that keeps other writers of the file away.
  package static func replace(
    _ path: String, with bytes: [UInt8], mode: UInt32 = 0o600
  ) throws(FileError) {
    // One name, so that what a killed process left behind is removed.
    let file = try DurableFile(at: path, mode: mode, suffix: ".tmp")
    try file.write(bytes)
    try file.replace()
  }

  /// Appends bytes.
  package func write(_ bytes: [UInt8]) throws(FileError) { try file.write(bytes) }

  /// Sets the permissions whatever umask says.
  package func setMode(_ mode: UInt32) throws(FileError) {
    _ = try Descriptor.retrying("written", temporary) { fchmod(file.number, mode) }
  }

  /// Gives the file its name in place of whatever has it.
  ///
  /// - Throws: also where only the folder could not be synced: the new file is there then, but
  ///   a crash may bring the old one back.
  package consuming func replace() throws(FileError) {
    try file.sync()
    try rename()
    isNamed = true
    try Folder.sync(folder)
  }

  /// Gives the file its name where nothing has it.
  ///
  /// - Parameter withLinks: false takes the way for file systems without hard links at once.
  /// - Throws: `isTaken` where something has it. After any error no file of this name is left
  ///   that was not there before.
  package consuming func create(withLinks: Bool = true) throws(FileError) {
    try file.sync()
    isNamed = try take(withLinks: withLinks)
    do {
      try Folder.sync(folder)
    } catch {
      _ = unsafe unlink(path)
      throw error
    }
  }

  /// Links, or renames where the file system has no links; returns whether the temporary name
  /// is gone.
  private func take(withLinks: Bool) throws(FileError) -> Bool {
    // Unlike rename(2), link(2) refuses an existing name.
    if withLinks {
      if unsafe link(temporary, path) == 0 { return false }
      let error = FileError("created", path)
      // The file system has no hard links, or none for this user.
      guard [EPERM, EOPNOTSUPP, ENOSYS].contains(error.number) else { throw error }
    }
    do {
      // Another process that takes the name between this look and the rename loses its file.
      _ = try Path.kind(path)
    } catch {
      guard error.isMissing else { throw error }
      try rename()
      return true
    }
    throw FileError("created", path, .taken)
  }

  private func rename() throws(FileError) {
    if unsafe Glibc.rename(temporary, path) != 0 { throw FileError("created", path) }
  }
}
