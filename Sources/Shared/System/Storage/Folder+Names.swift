private import Glibc

/// Names in the file system: whether they exist, and their creation, renaming and removal.
///
/// A change of names is durable only after `sync` of the folder that holds them.
extension Folder {
  /// Whether something has this name; a link counts by itself.
  package static func holds(_ path: String) throws(FileError) -> Bool {
    try size(of: path) != nil
  }

  /// The bytes of what has this name; nil where nothing has.
  package static func size(of path: String) throws(FileError) -> Int? {
    var status = stat()
    if unsafe lstat(path, &status) == 0 { return Int(status.st_size) }
    guard errno == ENOENT else { throw FileError("found", path) }
    return nil
  }

  /// Creates a folder and those above it, where they are missing, each durably.
  package static func create(_ path: String) throws(FileError) {
    var prefix = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      let parent = prefix
      prefix += "/" + part
      if unsafe mkdir(prefix, 0o755) == 0 {
        try sync(parent.isEmpty ? "/" : parent)
      } else if errno != EEXIST {
        throw FileError("created", prefix)
      }
    }
  }

  /// Gives a file another name, which must be free; on the same file system.
  package static func rename(_ path: String, to other: String) throws(FileError) {
    guard try !holds(other) else { throw FileError("renamed", other, number: EEXIST) }
    guard unsafe Glibc.rename(path, other) == 0 else { throw FileError("renamed", path) }
  }

  /// Removes a file; one that is missing is no error.
  package static func remove(_ path: String) throws(FileError) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else { throw FileError("removed", path) }
  }

  /// Makes the names in a folder durable (fsync).
  package static func sync(_ path: String) throws(FileError) {
    let folder = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw FileError("opened", path) }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw FileError("made durable", path) }
  }

  /// The folder that a path is in.
  package static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }
}
