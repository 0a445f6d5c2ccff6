import System

/// A file without a name that is written at its end, cut, and read from anywhere.
struct SpoolFile: ~Copyable {
  private let folder: String
  private let file: Descriptor
  /// Bytes written.
  private(set) var length = 0

  /// Creates an empty one.
  init(in folder: SpoolFolder) throws(PipelineError) {
    file = try folder.open()
    self.folder = folder.path
  }

  /// Writes all of `bytes` at the end.
  mutating func append(_ bytes: UnsafeRawBufferPointer) throws(PipelineError) {
    do {
      try unsafe file.write(bytes, at: length)
    } catch {
      throw .spool(SpoolError(.write, in: folder, error))
    }
    length += bytes.count
  }

  /// Forgets what was written after `length` bytes.
  mutating func cut(to length: Int) throws(PipelineError) {
    guard length < self.length else { return }
    do {
      try file.truncate(to: length)
    } catch {
      throw .spool(SpoolError(.cut, in: folder, error))
    }
    self.length = length
  }

  /// Fills `bytes` from `place` on with what is at `offset`; returns how many bytes came, at
  /// least one.
  func read(
    into bytes: inout [UInt8], from place: Int, at offset: Int
  ) throws(PipelineError) -> Int {
    do {
      return try file.read(into: &bytes, from: place, at: offset)
    } catch {
      throw .spool(SpoolError(.read, in: folder, error))
    }
  }
}
