private import Glibc

/// A small file that is replaced as a whole: temporary file, fsync, rename, fsync of the folder.
/// A reader, and a start after a crash, finds one of two contents, never a mixture.
package enum ReplacedFile {
  /// The largest content that is read, in bytes.
  private static let limit = 256 << 20

  /// Replaces the file's content durably.
  ///
  /// - Throws: `FileError`; then the content is the old one or the new one.
  package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    let temporary = "\(path).tmp"
    try Folder.remove(temporary)
    let file = try AppendingFile(creating: temporary, mode: 0o600)
    try file.append(bytes)
    try file.sync()
    guard unsafe rename(temporary, path) == 0 else { throw FileError("renamed", temporary) }
    try Folder.sync(Folder.parent(of: path))
  }

  /// The file's content; nil where it is missing.
  package static func read(_ path: String) throws(FileError) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw FileError("opened", path)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count < limit {
      let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError("read", path)
      }
      bytes += chunk[..<count]
    }
    return bytes
  }
}
