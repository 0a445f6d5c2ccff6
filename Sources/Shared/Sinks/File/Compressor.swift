package import Diagnostics
package import Settings
import System

/// Compresses finished files with a library that is loaded at run time.
package enum Compressor: Sendable {
  case gzip(GzipLibrary)
  case zstd(ZstdLibrary)

  /// Loads the library; nil where nothing is to be compressed.
  ///
  /// - Throws: a configuration failure where the library is missing.
  package static func load(
    _ compression: FileSinkSettings.Compression
  ) throws(Failure) -> Compressor? {
    switch compression {
    case .none: return nil
    case .gzip:
      if let library = GzipLibrary() { return .gzip(library) }
      throw missing("gzip", GzipLibrary.file, package: "zlib1g (Debian), zlib (Fedora, Alpine)")
    case .zstd:
      if let library = ZstdLibrary() { return .zstd(library) }
      throw missing(
        "zstd", ZstdLibrary.file, package: "libzstd1 (Debian), libzstd (Fedora), zstd-libs (Alpine)"
      )
    }
  }

  /// What the names of compressed files end with.
  var suffix: String {
    switch self {
    case .gzip: ".gz"
    case .zstd: ".zst"
    }
  }

  /// Compresses a file into a new one, which is durable when this returns.
  func compress(_ source: String, to target: String) throws(FileError) {
    switch self {
    case .gzip(let library): try library.compress(source, to: target)
    case .zstd(let library): try library.compress(source, to: target)
    }
  }

  private static func missing(_ name: String, _ file: String, package: String) -> Failure {
    Failure(
      .configuration, "compression: \(name) needs \(file), which cannot be loaded",
      subject: "sink.config.compression",
      remedies: ["install the package \(package)", "write compression: none"])
  }
}
