private import Glibc

/// An exclusive lock on a file (flock(2)), held until this object is gone or the process ends,
/// however it ends.
package final class FileLock: Sendable {
  private let file: Descriptor

  /// Locks a file, which is created with mode 0600 where it is missing; never waits.
  ///
  /// - Throws: `FileError`, with `isLocked` where another process, or another lock of this one,
  ///   holds it.
  package init(_ path: String) throws(FileError) {
    let file = try Descriptor(
      opening: path, O_RDWR | O_CREAT | O_NOFOLLOW, mode: 0o600, step: "locked")
    _ = try Descriptor.retrying("locked", path) { flock(file.number, LOCK_EX | LOCK_NB) }
    self.file = file
  }
}
