private import Glibc

/// An open file, closed with its owner.
package struct Descriptor: ~Copyable, Sendable {
  /// The system's number of it.
  package let number: Int32
  /// The path for errors.
  package let path: String

  /// Takes over an open descriptor.
  init(owning number: Int32, _ path: String) {
    self.number = number
    self.path = path
  }

  /// Opens a file as open(2) does; no child process inherits it.
  ///
  /// - Parameter step: what an error says could not be done.
  init(
    opening path: String, _ flags: Int32, mode: UInt32 = 0, step: String = "opened"
  ) throws(FileError) {
    // A path is bytes up to the first NUL to the system: the rest would be lost.
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw FileError(step, path, .system(EINVAL))
    }
    number = try Self.retrying(step, path) { unsafe open(path, flags | O_CLOEXEC, mode) }
    self.path = path
  }

  deinit { close(number) }

  /// Opens a file as `init(opening:_:mode:step:)` does, but nothing else than an ordinary one; never
  /// waits.
  ///
  /// - Throws: `FileError`, with `folder` or `notOrdinary` for anything else.
  static func ordinary(
    _ path: String, _ flags: Int32, mode: UInt32 = 0, step: String = "opened"
  ) throws(FileError) -> Descriptor {
    // Without O_NONBLOCK the opening of a pipe waits for its other end.
    let file = try Descriptor(opening: path, flags | O_NONBLOCK, mode: mode, step: step)
    switch try file.status().type {
    case S_IFREG: return file
    case S_IFDIR: throw FileError(step, path, .folder)
    default: throw FileError(step, path, .notOrdinary)
    }
  }

  /// Opens an ordinary file to be read from its beginning.
  ///
  /// - Parameter followsLinks: false refuses a symbolic link.
  package static func reading(
    _ path: String, followsLinks: Bool = true
  ) throws(FileError) -> Descriptor {
    try ordinary(path, O_RDONLY | (followsLinks ? 0 : O_NOFOLLOW), step: "read")
  }

  /// Makes what was written survive a crash of the machine (fsync).
  ///
  /// After an error nobody knows which pages are on disk, so a caller must never try it again
  /// (fsync(2), "Errors").
  package func sync() throws(FileError) {
    _ = try Self.retrying("made durable", path) { fsync(number) }
  }

  /// The same of the bytes and the size alone (fdatasync).
  func syncData() throws(FileError) {
    _ = try Self.retrying("made durable", path) { fdatasync(number) }
  }

  /// Shortens or extends the file to `length` bytes.
  package func truncate(to length: Int) throws(FileError) {
    _ = try Self.retrying("cut", path) { ftruncate(number, off_t(length)) }
  }

  /// The file's type, one of `S_IFMT`, and its size in bytes.
  func status() throws(FileError) -> (type: UInt32, size: Int) {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw FileError("read", path) }
    return (status.st_mode & S_IFMT, Int(status.st_size))
  }

  /// Repeats a call that a signal interrupted.
  static func retrying<Result: SignedInteger>(
    _ step: String, _ path: String, _ call: () -> Result
  ) throws(FileError) -> Result {
    while true {
      let result = call()
      if result >= 0 { return result }
      guard errno == EINTR else { throw FileError(step, path) }
    }
  }
}
