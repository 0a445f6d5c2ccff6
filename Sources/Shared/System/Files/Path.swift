private import Glibc

/// Names of files: what they stand for, and their renaming and removal.
///
/// A change of names is durable only after `Folder.sync` of the folder that holds them.
package enum Path {
  /// What a name stands for.
  package enum Kind: Sendable, Equatable { case file, folder, link, other }

  /// Whether there is something of that name that can be reached, behind links too.
  package static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// What has that name, itself and not what a link leads to.
  ///
  /// - Throws: `isMissing` where nothing has it.
  package static func kind(_ path: String) throws(FileError) -> Kind {
    try status(path).kind
  }

  /// The bytes of what has this name, a link by itself; nil where nothing has.
  package static func size(of path: String) throws(FileError) -> Int? {
    do throws(FileError) {
      return try status(path).size
    } catch {
      guard error.isMissing else { throw error }
      return nil
    }
  }

  /// Gives a file another name, which must be free; on the same file system.
  package static func rename(_ path: String, to other: String) throws(FileError) {
    guard try size(of: other) == nil else { throw FileError("renamed", other, .taken) }
    guard unsafe Glibc.rename(path, other) == 0 else { throw FileError("renamed", path) }
  }

  /// Removes a file; one that is missing is no error.
  package static func remove(_ path: String) throws(FileError) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else { throw FileError("removed", path) }
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

  /// What has that name, its permissions, and its size in bytes.
  static func status(
    _ path: String
  ) throws(FileError) -> (kind: Kind, mode: UInt32, size: Int) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { throw FileError("found", path) }
    let kind: Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    return (kind, status.st_mode & 0o7777, Int(status.st_size))
  }

  /// Whether this process may change the file.
  static func checkWritable(_ path: String) throws(FileError) {
    if unsafe access(path, W_OK) != 0 { throw FileError("written", path) }
  }
}
