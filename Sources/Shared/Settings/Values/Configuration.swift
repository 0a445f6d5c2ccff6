package import Diagnostics

/// A configuration file, read and checked (docs/reference/configuration.md).
package struct Configuration: Sendable {
  /// The path it was read from.
  package var file: String
  /// `service.id` or `service.pipeline_id`, if written.
  package var id: String?
  package var source: SourceSettings
  package var streams: [StreamSettings]
  package var sink: SinkSettings
  package var doctor: DoctorSettings
  /// What the file asks for that is not built yet, with its places: blink-run refuses it.
  package var notBuilt: [Diagnostic] = []
  /// `dead_letter.path`: the file for events that the sink refuses; nil where none is written.
  package var deadLetterPath: String?

  /// Makes a configuration.
  package init(
    file: String, id: String? = nil, source: SourceSettings, streams: [StreamSettings],
    sink: SinkSettings = SinkSettings(), doctor: DoctorSettings = DoctorSettings(),
    deadLetterPath: String? = nil
  ) {
    self.file = file
    self.id = id
    self.source = source
    self.streams = streams
    self.sink = sink
    self.doctor = doctor
    self.deadLetterPath = deadLetterPath
  }
}
