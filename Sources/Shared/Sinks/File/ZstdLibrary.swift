import System

/// zstd's streaming compression (zstd.h), loaded at run time.
@safe package struct ZstdLibrary: @unchecked Sendable {
  // SAFETY: C functions without state of their own; every context is used by one thread.
  static let file = "libzstd.so.1"

  private typealias Create = @convention(c) () -> OpaquePointer?
  private typealias Free = @convention(c) (OpaquePointer) -> Int
  /// The two buffers are structs of a pointer, a size and a position, a word each.
  private typealias Compress =
    @convention(c) (
      OpaquePointer, UnsafeMutablePointer<UInt>, UnsafeMutablePointer<UInt>, CInt
    ) -> Int
  private typealias IsError = @convention(c) (Int) -> CUnsignedInt

  /// ZSTD_e_continue and ZSTD_e_end.
  private static let (goOn, end): (CInt, CInt) = (0, 2)

  private let create: Create
  private let free: Free
  private let compress: Compress
  private let isError: IsError

  /// Loads zstd; nil where it is missing.
  init?() {
    // SAFETY: the types are those of zstd.h.
    guard let library = DynamicLibrary(Self.file),
      let create = unsafe library.function("ZSTD_createCCtx", as: Create.self),
      let free = unsafe library.function("ZSTD_freeCCtx", as: Free.self),
      let compress = unsafe library.function("ZSTD_compressStream2", as: Compress.self),
      let isError = unsafe library.function("ZSTD_isError", as: IsError.self)
    else { return nil }
    unsafe self.create = unsafe create
    unsafe self.free = unsafe free
    unsafe self.compress = unsafe compress
    self.isError = isError
  }

  /// Compresses a file into a new one, which is durable when this returns.
  func compress(_ source: String, to target: String) throws(FileError) {
    let reader = try Descriptor.reading(source, followsLinks: false)
    let output = try AppendingFile(creating: target)
    guard let context = unsafe create() else {
      throw FileError("compressed", target, .library("out of memory"))
    }
    defer { _ = unsafe free(context) }
    var chunk = [UInt8](repeating: 0, count: 256 << 10)
    var compressed = [UInt8](repeating: 0, count: 256 << 10)
    while true {
      let count = try reader.read(into: &chunk)
      var position: UInt = 0
      var left = 1
      // At the end of the file the frame is closed, which may take several calls.
      while position < UInt(count) || (count == 0 && left > 0) {
        let made: UInt
        (left, made) = unsafe step(
          context, chunk, UInt(count), &position, &compressed, count == 0 ? Self.end : Self.goOn)
        guard isError(left) == 0 else {
          throw FileError("compressed", target, .library("zstd reports an error"))
        }
        try output.append(Array(compressed[..<Int(made)]))
      }
      if count == 0 { break }
    }
    try output.sync()
  }

  /// One call; returns its result and the number of bytes in `compressed`.
  private func step(
    _ context: OpaquePointer, _ chunk: [UInt8], _ count: UInt, _ position: inout UInt,
    _ compressed: inout [UInt8], _ directive: CInt
  ) -> (Int, UInt) {
    let size = UInt(compressed.count)
    return unsafe chunk.withUnsafeBytes { input in
      unsafe compressed.withUnsafeMutableBytes { output in
        var from: [UInt] = [UInt(bitPattern: input.baseAddress), count, position]
        var to: [UInt] = [UInt(bitPattern: output.baseAddress), size, 0]
        // SAFETY: both words name buffers that live until the call returns.
        let left = unsafe compress(context, &to, &from, directive)
        position = from[2]
        return (left, to[2])
      }
    }
  }
}
