private import Glibc

/// Folders: created, made durable, listed, and asked for their room.
package enum Folder {
  /// Creates a folder and those above it, where they are missing, each durably; what is there
  /// already is left as it is.
  ///
  /// - Parameter mode: the rights of each, less the process's umask.
  /// - Throws: `FileError` with the path of the folder that cannot be created.
  package static func create(_ path: String, mode: UInt32 = 0o755) throws(FileError) {
    var prefix = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      let parent = prefix
      prefix += "/" + part
      if unsafe mkdir(prefix, mode) == 0 {
        try sync(parent.isEmpty ? "/" : parent)
      } else if errno != EEXIST {
        throw FileError("created", prefix)
      }
    }
  }

  /// Checks that a path leads to a folder, also through a link.
  static func check(_ path: String) throws(FileError) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw FileError("opened", path) }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw FileError("opened", path, .system(ENOTDIR))
    }
  }

  /// Makes the names in a folder durable (fsync).
  package static func sync(_ path: String) throws(FileError) {
    try sync(Descriptor(opening: path, O_RDONLY | O_DIRECTORY))
  }

  /// Makes the names in an open folder durable.
  ///
  /// On a file system that cannot sync folders it does nothing, as PostgreSQL's fsync_fname.
  static func sync(_ folder: borrowing Descriptor) throws(FileError) {
    do throws(FileError) {
      try folder.sync()
    } catch {
      guard error.number == EINVAL || error.number == EBADF else { throw error }
    }
  }

  /// The names in a folder that begin with `prefix`; none where it cannot be read.
  package static func names(in path: String, beginningWith prefix: String) -> [String] {
    guard let folder = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name.hasPrefix(prefix) { names.append(name) }
    }
    return names
  }

  /// Bytes that an ordinary user may still write there (statvfs(3)); nil where nobody knows.
  package static func freeBytes(_ path: String) -> Int? {
    var disk = statvfs()
    guard unsafe statvfs(path, &disk) == 0 else { return nil }
    let (bytes, overflows) = Int(clamping: disk.f_bavail)
      .multipliedReportingOverflow(by: Int(clamping: disk.f_frsize))
    return overflows ? nil : bytes
  }
}
