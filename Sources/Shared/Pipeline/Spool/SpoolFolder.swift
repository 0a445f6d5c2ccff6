private import Glibc

/// Where the spools of a pipeline are made: its state directory.
package struct SpoolFolder: Sendable {
  /// The directory's path.
  package let path: String
  private let prefix: String

  /// - Parameter slot: the pipeline's slot, for the names of its files.
  package init(path: String, slot: String) {
    self.path = path
    prefix = "\(slot).spool-"
  }

  /// Makes an empty file, mode 0600, that no folder names any more: whatever ends the process, the
  /// file is gone with it. Gives its descriptor.
  func open() throws(StreamError) -> Int32 {
    var name = Array("\(path)/\(prefix)XXXXXX".utf8CString)
    let descriptor = unsafe mkstemp(&name)
    guard descriptor >= 0 else { throw .spool(SpoolError(.make, in: path, number: errno)) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    guard unsafe unlink(name) == 0 else {
      let number = errno
      close(descriptor)
      throw .spool(SpoolError(.make, in: path, number: number))
    }
    return descriptor
  }

  /// Takes away what a process left that was killed between making a file and taking its name.
  ///
  /// The caller holds the state's lock: nobody else makes spools of this slot.
  package func sweep() {
    guard let folder = unsafe opendir(path) else { return }
    defer { unsafe closedir(folder) }
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name.hasPrefix(prefix) { _ = unsafe unlink("\(path)/\(name)") }
    }
  }
}
