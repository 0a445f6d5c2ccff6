import System

/// zlib's functions for files (zlib.h, "gzip file access functions"), loaded at run time.
@safe package struct GzipLibrary: @unchecked Sendable {
  // SAFETY: C functions without state of their own; every file is used by one thread.
  static let file = "libz.so.1"

  private typealias Open =
    @convention(c) (UnsafePointer<CChar>, UnsafePointer<CChar>) ->
    OpaquePointer?
  private typealias Write = @convention(c) (OpaquePointer, UnsafeRawPointer, CUnsignedInt) -> CInt
  private typealias Close = @convention(c) (OpaquePointer) -> CInt

  private let open: Open
  private let write: Write
  private let close: Close

  /// Loads zlib; nil where it is missing.
  init?() {
    // SAFETY: the types are those of zlib.h.
    guard let library = DynamicLibrary(Self.file),
      let open = unsafe library.function("gzopen", as: Open.self),
      let write = unsafe library.function("gzwrite", as: Write.self),
      let close = unsafe library.function("gzclose", as: Close.self)
    else { return nil }
    unsafe self.open = unsafe open
    unsafe self.write = unsafe write
    unsafe self.close = unsafe close
  }

  /// Compresses a file into a new one, which is durable when this returns.
  func compress(_ source: String, to target: String) throws(FileError) {
    let reader = try Descriptor.reading(source, followsLinks: false)
    var chunk = [UInt8](repeating: 0, count: 256 << 10)
    // Exclusive, closed by exec, zlib's level 6.
    guard let output = unsafe open(target, "wbxe6") else { throw FileError("created", target) }
    do throws(FileError) {
      while true {
        let count = try reader.read(into: &chunk)
        if count == 0 { break }
        guard unsafe write(output, chunk, CUnsignedInt(count)) == CInt(count) else {
          throw FileError("written", target)
        }
      }
    } catch {
      _ = unsafe close(output)
      throw error
    }
    guard unsafe close(output) == 0 else { throw FileError("written", target) }
    try AppendingFile(continuing: target).sync()
  }
}
