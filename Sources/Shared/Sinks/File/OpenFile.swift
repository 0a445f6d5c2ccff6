import Events
import System

/// A file that grows, with what waits to be written to it.
final class OpenFile {
  let name: String
  let first: EventPosition
  let created: Int
  /// Bytes, with those that wait.
  private(set) var length: Int
  /// Bytes that the disk holds durably.
  private var durable: Int
  private let path: String
  private var file: AppendingFile?
  private var pending = ByteBuffer()

  /// A file that exists and holds `length` bytes.
  init(_ name: String, at path: String, length: Int, created: Int, first: EventPosition) {
    self.name = name
    self.path = path
    self.length = length
    durable = length
    self.created = created
    self.first = first
  }

  /// Bytes that wait to be written.
  var waiting: Int { pending.count }

  /// Whether its descriptor is open.
  var isOpen: Bool { file != nil }

  /// Creates the file on the disk; an empty one that is there is taken over.
  ///
  /// - Throws: `FileError`, with `isTaken` if something else has that name.
  func create() throws(FileError) {
    do throws(FileError) {
      file = try AppendingFile(creating: path)
    } catch  where error.isTaken {
      guard let empty = try? AppendingFile(opening: path), empty.length == 0 else { throw error }
      file = empty
    }
    try Folder.sync(Path.folder(of: path))
  }

  /// Appends a part of `bytes`.
  func append(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) {
    // SAFETY: the span is used while the bytes are lent.
    let line = unsafe Span<UInt8>(_unsafeBytes: UnsafeRawBufferPointer(rebasing: bytes[range]))
    pending.append(line, 0..<range.count)
    length += range.count
  }

  /// Writes what waits.
  func write() throws(FileError) {
    guard pending.count > 0 else { return }
    let file = try opened()
    try unsafe pending.withBytes { bytes throws(FileError) in try unsafe file.append(bytes) }
    pending.truncate(to: 0)
  }

  /// Makes all of it durable.
  ///
  /// - Throws: `FileError`, with `foreign` if another process writes to the file: `length` would no
  ///   longer be where its events end.
  func sync() throws(FileError) {
    try write()
    guard durable < length else { return }
    try file?.sync()
    try file?.checkLength(known: durable)
    durable = length
  }

  /// Lets go of the descriptor; what was appended must be durable.
  func release() { file = nil }

  private func opened() throws(FileError) -> AppendingFile {
    if let file { return file }
    let file = try AppendingFile(opening: path)
    let held = length - pending.count
    guard file.length >= held else { throw FileError("continued", path, .shorter) }
    guard file.length == held else { throw FileError("continued", path, .foreign(from: held)) }
    self.file = file
    return file
  }
}
