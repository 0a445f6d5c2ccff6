/// `sink.config` of the driver `file`.
package struct FileSinkSettings: Sendable, Equatable {
  package enum Compression: String, DeclaredChoice { case none, gzip, zstd }

  /// Where events go; relative to the configuration's folder.
  package var path: PathTemplate
  /// Bytes at which a file is finished and another one begun; nil for never.
  package var rotateBytes: Int?
  /// Age at which a file is finished; nil for never.
  package var rotateAfter: Duration?
  /// What a finished file is compressed with.
  package var compression: Compression

  /// Joins the settings.
  package init(
    path: PathTemplate, rotateBytes: Int? = nil, rotateAfter: Duration? = nil,
    compression: Compression = .none
  ) {
    self.path = path
    self.rotateBytes = rotateBytes
    self.rotateAfter = rotateAfter
    self.compression = compression
  }
}
