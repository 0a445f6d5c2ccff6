private import Glibc

/// A file that grows at its end, by one owner; every error is reported, none is tried again.
///
/// After a failed fsync the kernel may have dropped the pages (PostgreSQL's "fsyncgate"), so the
/// file is to be cut back to what was durable and written anew.
package final class AppendingFile {
  /// Its path, as it was opened.
  package let path: String
  /// Bytes that it holds, with those that are not durable yet.
  package private(set) var length: Int
  private let descriptor: Int32

  /// Creates a file; its folder must exist.
  ///
  /// - Parameter mode: its rights, less the process's umask.
  /// - Throws: `FileError`, with `isTaken` where something has that name.
  package init(creating path: String, mode: UInt32 = 0o644) throws(FileError) {
    self.path = path
    length = 0
    descriptor = unsafe open(
      path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, mode)
    guard descriptor >= 0 else { throw FileError("created", path) }
  }

  /// Opens an ordinary file and removes what is behind its first `length` bytes, durably.
  ///
  /// - Throws: `FileError`, with the number `EINVAL` where it is shorter.
  package init(opening path: String, cutTo length: Int) throws(FileError) {
    self.path = path
    self.length = length
    descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw FileError("opened", path) }
    do throws(FileError) {
      var status = stat()
      guard unsafe fstat(descriptor, &status) == 0 else { throw FileError("read", path) }
      guard status.st_mode & S_IFMT == S_IFREG, status.st_size >= length else {
        throw FileError("opened", path, number: EINVAL)
      }
      guard status.st_size > length else { return }
      guard ftruncate(descriptor, length) == 0, fsync(descriptor) == 0 else {
        throw FileError("cut", path)
      }
    } catch {
      close(descriptor)
      throw error
    }
  }

  /// Opens an ordinary file that is empty; changes nothing of it.
  ///
  /// - Throws: `FileError`, with `isTaken` if what has that name is not an empty file.
  package init(takingOver path: String) throws(FileError) {
    self.path = path
    length = 0
    // Without O_NONBLOCK the opening of a pipe waits for a reader.
    descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError("created", path, number: EEXIST) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size == 0
    else {
      close(descriptor)
      throw FileError("created", path, number: EEXIST)
    }
  }

  /// Opens a file, which is created where it is missing, for appending behind what it holds.
  ///
  /// - Throws: `FileError`.
  package init(continuing path: String, mode: UInt32) throws(FileError) {
    self.path = path
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw FileError("opened", path) }
    length = Int(lseek(descriptor, 0, SEEK_END))
  }

  deinit { close(descriptor) }

  /// Appends bytes; after an error nothing is known of the file's end.
  package func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe write(
        descriptor, bytes.baseAddress.map { unsafe $0 + written }, bytes.count - written)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError("written", path)
      }
      written += count
    }
    length += written
  }

  /// Appends bytes.
  package func append(_ bytes: [UInt8]) throws(FileError) {
    try unsafe bytes.withUnsafeBufferPointer { buffer throws(FileError) in
      try unsafe append(UnsafeRawBufferPointer(buffer))
    }
  }

  /// Makes what was appended durable (fdatasync).
  package func sync() throws(FileError) {
    guard fdatasync(descriptor) == 0 else { throw FileError("made durable", path) }
  }
}
