private import Glibc

/// A file that grows at its end, by one owner; every error is reported, none is tried again.
///
/// After a failed fsync the kernel may have dropped the pages (PostgreSQL's "fsyncgate"), so the
/// file is to be cut back to what was durable and written anew.
package final class AppendingFile {
  /// Bytes that it holds, with those that are not durable yet.
  package private(set) var length: Int
  private let file: Descriptor

  /// Creates a file; its folder must exist.
  ///
  /// - Parameter mode: its rights, less the process's umask.
  /// - Throws: `FileError`, with `isTaken` where something has that name.
  package init(creating path: String, mode: UInt32 = 0o644) throws(FileError) {
    file = try Descriptor(
      opening: path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW, mode: mode,
      step: "created")
    length = 0
  }

  /// Opens an ordinary file, not a link to one; changes nothing of it.
  package init(opening path: String) throws(FileError) {
    file = try Descriptor.ordinary(path, O_WRONLY | O_APPEND | O_NOFOLLOW)
    length = try file.status().size
  }

  /// Opens an ordinary file, which is created where it is missing, for appending behind what it
  /// holds.
  ///
  /// - Parameters:
  ///   - mode: the rights of a new file, less the process's umask.
  ///   - followsLinks: false refuses a symbolic link.
  package init(
    continuing path: String, mode: UInt32 = 0o644, followsLinks: Bool = true
  ) throws(FileError) {
    file = try Descriptor.ordinary(
      path, O_WRONLY | O_CREAT | O_APPEND | (followsLinks ? 0 : O_NOFOLLOW), mode: mode)
    length = try file.status().size
  }

  /// Appends bytes; after an error nothing is known of the file's end.
  package func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    try unsafe file.write(bytes)
    length += bytes.count
  }

  /// Appends bytes.
  package func append(_ bytes: [UInt8]) throws(FileError) {
    try file.write(bytes)
    length += bytes.count
  }

  /// Removes what is behind the first `length` bytes, durably.
  ///
  /// - Throws: `FileError`, with `shorter` where there are fewer.
  package func cut(to length: Int) throws(FileError) {
    guard self.length >= length else { throw FileError("cut", file.path, .shorter) }
    guard self.length > length else { return }
    try file.truncate(to: length)
    try file.sync()
    self.length = length
  }

  /// Checks that nobody else has lengthened or shortened the file since it was opened.
  ///
  /// - Parameter known: bytes at its beginning that are the owner's for certain.
  /// - Throws: `FileError`, with `foreign` or `shorter`.
  package func checkLength(known: Int) throws(FileError) {
    let size = try file.status().size
    if size < length { throw FileError("continued", file.path, .shorter) }
    if size > length { throw FileError("continued", file.path, .foreign(from: known)) }
  }

  /// Makes what was appended durable (fdatasync).
  package func sync() throws(FileError) { try file.syncData() }
}
