private import Glibc

/// A file that no folder names: whatever ends the process, the file is gone with it.
package enum UnnamedFile {
  /// Creates an empty one, mode 0600.
  ///
  /// - Parameter prefix: what its name begins with for the moment in which it has one.
  package static func open(in folder: String, prefix: String) throws(FileError) -> Descriptor {
    var name = Array("\(folder)/\(prefix)XXXXXX".utf8CString)
    let number = try Descriptor.retrying("created", folder) { unsafe mkstemp(&name) }
    let file = Descriptor(owning: number, folder)
    _ = fcntl(file.number, F_SETFD, FD_CLOEXEC)
    guard unsafe unlink(name) == 0 else { throw FileError("created", folder) }
    return file
  }
}
