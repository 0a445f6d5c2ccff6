private import Glibc

/// Folders: created, listed, and asked for their room.
package enum Folder {
  /// Creates a folder whose parent exists; one that is there already is left as it is.
  package static func create(_ path: String, mode: UInt32) throws(SystemError) {
    if unsafe mkdir(path, mode) != 0, errno != EEXIST { throw .last }
  }

  /// Creates a folder and every missing one above it.
  ///
  /// - Parameter failed: called with the folder that cannot be created, before the error is
  ///   thrown.
  package static func createAll(
    _ path: String, mode: UInt32, failed: (String) -> Void = { _ in }
  ) throws(SystemError) {
    var prefix = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      prefix += "/" + part
      do {
        try create(prefix, mode: mode)
      } catch {
        failed(prefix)
        throw error
      }
    }
  }

  /// Checks that a path leads to a folder, also through a link.
  package static func check(_ path: String) throws(SystemError) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw .last }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw SystemError(ENOTDIR) }
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
