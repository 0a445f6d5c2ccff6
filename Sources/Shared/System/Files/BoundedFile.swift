package import Diagnostics
private import Glibc

/// Reads whole files: never more than a limit, and only ordinary ones.
package enum BoundedFile {
  /// The largest file that a user may name, in bytes.
  package static let limit = 64 << 20

  /// The bytes of a file that a user names.
  ///
  /// - Throws: a configuration failure.
  package static func read(_ path: String) throws(Failure) -> [UInt8] {
    guard !path.utf8.contains(0) else {
      throw Failure(.configuration, "a path cannot hold a NUL byte")
    }
    do {
      return try contents(path, limit: limit)
    } catch {
      throw failure(error)
    }
  }

  /// What a user reads of a file that cannot be read.
  static func failure(_ error: FileError) -> Failure {
    Failure(
      .configuration, "the file cannot be read: \(error.reason)",
      subject: TerminalText.sanitized(error.path), remedies: [remedy(error)])
  }

  private static func remedy(_ error: FileError) -> String {
    switch error.cause {
    case .system(ENOENT), .system(ENOTDIR):
      "check the path, which is relative to the current folder"
    case .system(EACCES):
      "let this user read the file and enter its folders, or run as another user"
    case .notOrdinary: "name an ordinary file"
    case .folder: "name a file in it"
    case .larger: "name another file: none of blink's is so large"
    default: "name another file"
    }
  }

  /// The bytes of a file.
  ///
  /// - Parameter followsLinks: false refuses a symbolic link.
  /// - Throws: `FileError`, with `larger` where it has more than `limit` bytes.
  package static func contents(
    _ path: String, limit: Int, followsLinks: Bool = true
  ) throws(FileError) -> [UInt8] {
    let file = try Descriptor.reading(path, followsLinks: followsLinks)
    let size = try file.status().size
    guard size <= limit else { throw FileError("read", path, .larger(limit)) }
    return try file.readAll(limit: limit, expected: size)
  }

  /// The first bytes of a file: `count`, or all where it has fewer.
  package static func beginning(_ path: String, count: Int) throws(FileError) -> [UInt8] {
    let file = try Descriptor.reading(path)
    var bytes = [UInt8](repeating: 0, count: count)
    var read = 0
    while read < count {
      let got = try file.read(into: &bytes, from: read)
      if got == 0 { break }
      read += got
    }
    return Array(bytes[..<read])
  }
}
