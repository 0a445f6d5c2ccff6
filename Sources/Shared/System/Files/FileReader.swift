private import Glibc

/// Reads a file from its beginning, a part at a time.
package final class FileReader {
  private let path: String
  private let descriptor: Int32

  /// Opens an ordinary file.
  package init(_ path: String) throws(FileError) {
    self.path = path
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw FileError("opened", path) }
  }

  deinit { close(descriptor) }

  /// Fills `chunk` from its beginning; returns how many bytes, zero at the end of the file.
  package func read(into chunk: inout [UInt8]) throws(FileError) -> Int {
    while true {
      let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
      if count >= 0 { return count }
      if errno != EINTR { throw FileError("read", path) }
    }
  }
}
