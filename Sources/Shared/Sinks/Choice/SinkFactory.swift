package import Delivery
package import Diagnostics
package import Settings

/// Creates the sink of a configuration.
package enum SinkFactory {
  /// The sink, not open yet.
  ///
  /// - Parameters:
  ///   - file: the configuration's path, for messages.
  ///   - directory: the configuration's folder, which relative paths are relative to.
  ///   - note: receives what the operator should know although nothing is wrong.
  /// - Throws: a configuration failure where the driver is not built, or a library is missing.
  package static func make(
    _ settings: SinkSettings, file: String, directory: String,
    note: @escaping @Sendable (String) -> Void = { _ in }
  ) throws(Failure) -> any Sink {
    switch settings.driver {
    case .stdout: return StdoutSink()
    case .file:
      guard let fileSettings = settings.file else { break }
      return FileSink(
        fileSettings, in: directory, compressor: try Compressor.load(fileSettings.compression),
        note: note)
    case .postgres: break
    }
    throw Failure(
      .configuration, "sink driver \(settings.driver.rawValue) is not built yet", subject: file,
      remedies: ["use driver: stdout or driver: file"])
  }
}
