package import Diagnostics
private import Glibc

/// Writes files whole or not at all: temporary file, fsync, rename, fsync of the folder.
package enum AtomicFile {
  /// Writes a new file.
  ///
  /// - Throws: `wouldOverwrite` where it exists, a configuration failure where it cannot be
  ///   written.
  package static func create(_ path: String, _ bytes: [UInt8], mode: UInt32) throws(Failure) {
    var status = stat()
    if unsafe lstat(path, &status) == 0 {
      throw Failure(
        .wouldOverwrite, "the file exists already", subject: TerminalText.sanitized(path),
        why: "your edits in it would be lost",
        remedies: ["name another file", "or look at it first with --print, which writes nothing"])
    }
    let temporary = "\(path).tmp-\(getpid())"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let descriptor = unsafe open(temporary, flags, mode)
    guard descriptor >= 0 else { throw failure(path) }
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
      }
      if count < 0 {
        if errno == EINTR { continue }
        let problem = failure(path)
        close(descriptor)
        _ = unsafe unlink(temporary)
        throw problem
      }
      written += count
    }
    // link(2) refuses an existing name, so that nobody's file is replaced in between.
    guard fsync(descriptor) == 0, close(descriptor) == 0, unsafe link(temporary, path) == 0 else {
      let problem = failure(path)
      _ = unsafe unlink(temporary)
      throw problem
    }
    _ = unsafe unlink(temporary)
  }

  private static func failure(_ path: String) -> Failure {
    let reason = unsafe String(cString: strerror(errno))
    return Failure(
      .configuration, "the file cannot be written: \(reason)",
      subject: TerminalText.sanitized(path),
      remedies: ["name a file in a folder that exists and may be written"])
  }
}
