private import Glibc

/// An open file, closed with its owner.
package struct Descriptor: ~Copyable, Sendable {
  /// The system's number of it.
  package let number: Int32

  /// Takes over an open descriptor.
  package init(owning number: Int32) { self.number = number }

  /// Opens a file as open(2) does; no child process inherits it.
  init(opening path: String, _ flags: Int32, mode: UInt32 = 0) throws(SystemError) {
    guard !path.utf8.contains(0) else { throw SystemError(EINVAL) }
    number = try Self.retrying { unsafe open(path, flags | O_CLOEXEC, mode) }
  }

  deinit { close(number) }

  /// Makes what was written survive a crash of the machine.
  ///
  /// After an error nobody knows which pages are on disk, so a caller must never try it again
  /// (fsync(2), "Errors").
  package func sync() throws(SystemError) {
    _ = try Self.retrying { fsync(number) }
  }

  /// Shortens or extends the file to `length` bytes.
  package func truncate(to length: Int) throws(SystemError) {
    _ = try Self.retrying { ftruncate(number, off_t(length)) }
  }

  /// The file's type, one of `S_IFMT`, and its size in bytes.
  func status() throws(SystemError) -> (type: UInt32, size: Int) {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw .last }
    return (status.st_mode & S_IFMT, Int(status.st_size))
  }

  /// Repeats a call that a signal interrupted.
  static func retrying<Result: SignedInteger>(
    _ call: () -> Result
  ) throws(SystemError) -> Result {
    while true {
      let result = call()
      if result >= 0 { return result }
      guard errno == EINTR else { throw .last }
    }
  }
}
