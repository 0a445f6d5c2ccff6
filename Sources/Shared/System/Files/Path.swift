private import Glibc

/// Questions about names of files.
package enum Path {
  /// What a name stands for.
  package enum Kind: Sendable, Equatable { case file, folder, link, other }

  /// Whether there is something of that name that can be reached, behind links too.
  package static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// What has that name, itself and not what a link leads to.
  ///
  /// - Throws: `isMissing` where nothing has it.
  package static func kind(_ path: String) throws(SystemError) -> Kind {
    try status(path).kind
  }

  /// Removes a file; one that is missing is removed already.
  package static func remove(_ path: String) throws(SystemError) {
    if unsafe unlink(path) != 0, errno != ENOENT { throw .last }
  }

  /// The folder that a path is in: `.` for a bare name.
  package static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }

  /// The absolute path without links; nil where there is nothing.
  package static func resolved(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// What has that name, and its permissions.
  static func status(_ path: String) throws(SystemError) -> (kind: Kind, mode: UInt32) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { throw .last }
    let kind: Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    return (kind, status.st_mode & 0o7777)
  }

  /// Whether this process may change the file.
  static func checkWritable(_ path: String) throws(SystemError) {
    if unsafe access(path, W_OK) != 0 { throw .last }
  }
}
