package import Diagnostics
private import Glibc

/// Writes files whole or not at all: temporary file, fsync, link, fsync of the folder.
package enum AtomicFile {
  /// Whether a new file could be made there, as far as that can be told before trying.
  ///
  /// - Throws: `wouldOverwrite` where something has that name, a configuration failure where
  ///   the folder is missing.
  package static func checkAbsent(_ path: String) throws(Failure) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw Failure(.configuration, "a path cannot be empty or hold a NUL byte")
    }
    var status = stat()
    if unsafe lstat(path, &status) == 0 {
      throw Failure(
        .wouldOverwrite,
        status.st_mode & S_IFMT == S_IFDIR
          ? "a folder has this name" : "the file exists already", subject: path,
        why: "your edits in it would be lost",
        remedies: ["name another file", "use --print, which writes nothing, and compare"])
    }
    if errno != ENOENT { throw failure(path, errno) }
    let folder = directory(of: path)
    guard unsafe stat(folder, &status) == 0 else { throw failure(folder, errno) }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw failure(folder, ENOTDIR) }
  }

  /// Writes a new file.
  ///
  /// - Throws: as `checkAbsent`, and a configuration failure where it cannot be written; then
  ///   nothing is left behind.
  package static func create(_ path: String, _ bytes: [UInt8], mode: UInt32) throws(Failure) {
    try checkAbsent(path)
    let temporary = "\(path).tmp-\(getpid())"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let descriptor = unsafe open(temporary, flags, mode)
    guard descriptor >= 0 else { throw failure(path, errno) }
    var problem = write(bytes, to: descriptor)
    if problem == 0, fsync(descriptor) != 0 { problem = errno }
    close(descriptor)
    // link(2) refuses an existing name, so that nobody's file is replaced in between.
    if problem == 0, unsafe link(temporary, path) != 0 { problem = errno }
    if problem == EPERM || problem == EOPNOTSUPP {
      // A file system without hard links; the name was free a moment ago.
      problem = unsafe rename(temporary, path) == 0 ? 0 : errno
    }
    _ = unsafe unlink(temporary)
    guard problem == 0 else { throw failure(path, problem) }
    sync(directory(of: path))
  }

  /// Replaces a file, which keeps its mode; or makes it, with `mode`.
  ///
  /// - Parameter old: what it must still hold; nil where anything may be replaced.
  /// - Throws: `wouldOverwrite` where it changed in the meantime, a configuration failure where
  ///   it cannot be written or is a symbolic link; then it is as it was.
  package static func replace(
    _ path: String, _ bytes: [UInt8], mode: UInt32 = 0o644, ifStill old: [UInt8]? = nil
  ) throws(Failure) {
    var status = stat()
    var mode = mode
    if unsafe lstat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFREG else {
        throw Failure(
          .configuration, "the file cannot be replaced: it is not an ordinary file",
          subject: path, remedies: ["name the file itself, not a link to it"])
      }
      // Renaming would not ask.
      if unsafe access(path, W_OK) != 0 { throw failure(path, errno) }
      mode = status.st_mode & 0o7777
    }
    let temporary = "\(path).tmp-\(getpid())"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let descriptor = unsafe open(temporary, flags, mode)
    guard descriptor >= 0 else { throw failure(path, errno) }
    var problem = write(bytes, to: descriptor)
    if problem == 0, fchmod(descriptor, mode) != 0 { problem = errno }
    if problem == 0, fsync(descriptor) != 0 { problem = errno }
    close(descriptor)
    if problem == 0, let old, try BoundedFile.read(path) != old {
      _ = unsafe unlink(temporary)
      throw Failure(
        .wouldOverwrite, "the file was changed in this moment", subject: path,
        why: "that change would be lost", remedies: ["run the command again"])
    }
    if problem == 0, unsafe rename(temporary, path) != 0 { problem = errno }
    guard problem == 0 else {
      _ = unsafe unlink(temporary)
      throw failure(path, problem)
    }
    sync(directory(of: path))
  }

  private static func sync(_ path: String) {
    let folder = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }

  /// Gives 0 or the error's number.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      written += count
    }
    return 0
  }

  /// The folder a path is in.
  private static func directory(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }

  private static func failure(_ path: String, _ number: Int32) -> Failure {
    if number == EEXIST {
      return Failure(
        .wouldOverwrite, "the file exists already", subject: path,
        why: "somebody made it in this moment")
    }
    let reason = unsafe String(cString: strerror(number))
    return Failure(
      .configuration, "the file cannot be written: \(reason)", subject: path,
      remedies: ["name a file in a folder that exists and may be written"])
  }
}
