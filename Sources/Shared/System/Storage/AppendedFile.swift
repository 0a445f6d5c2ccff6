private import Glibc

/// A small text file to which lines are appended.
package struct AppendedFile: ~Copyable {
  private let file: Descriptor
  /// What it held when it was opened.
  package let contents: [UInt8]

  /// Opens a file, which is created where it is missing, and reads it.
  ///
  /// - Parameter limit: bytes that are read at most.
  package init(_ path: String, limit: Int = 1 << 20) throws(SystemError) {
    let file = try Descriptor(
      opening: path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK, mode: 0o644)
    contents = try file.readAll(limit: limit)
    self.file = file
  }

  /// Appends bytes.
  package func append(_ bytes: [UInt8]) throws(SystemError) { try file.write(bytes) }
}
