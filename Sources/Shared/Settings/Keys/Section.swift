/// A mapping of the configuration file that has keys of its own; the raw value names it in the
/// JSON Schema.
enum Section: String, Sendable, CaseIterable {
  case file, service, source, stream, column, sourceConfig, sink
  case sinkConfig, fileSinkConfig, postgresSinkConfig, encoding
  case doctor, ignored, deadLetter

  /// Its heading in the reference page.
  var title: String {
    switch self {
    case .file: "The file"
    case .service: "`service`"
    case .source: "`source`"
    case .stream: "A stream"
    case .column: "A column"
    case .sourceConfig: "`source.config`"
    case .sink: "`sink`"
    case .sinkConfig: "`sink.config`"
    case .fileSinkConfig: "`sink.config` of the driver `file`"
    case .postgresSinkConfig: "`sink.config` of the driver `postgres`"
    case .encoding: "`sink.config.encoding`"
    case .doctor: "`doctor`"
    case .ignored: "An entry of `doctor.ignore`"
    case .deadLetter: "`dead_letter`"
    }
  }

  /// Where a key belongs that is written elsewhere, as in "`service` or `source`"; nil if no section
  /// has it.
  static func homes(of key: String) -> String? {
    let homes = [service, source, sourceConfig, sink, sinkConfig, doctor].filter { section in
      section.keys.contains { $0.name == key }
    }
    return homes.isEmpty ? nil : homes.map(\.title).joined(separator: " or ")
  }

  /// Keys of upstream Blink without meaning here: accepted with a warning.
  var keysWithoutMeaning: [String] {
    switch self {
    case .service:
      [
        "reload_on_restart", "enable_influx", "influx", "etcd", "enable_etcd_registry",
        "offset_storage_uri",
      ]
    case .sourceConfig: ["tables", "tables_schema", "snapshot_memory_safety_factor"]
    default: []
    }
  }

  /// Whether it has an effect: that of the key, or of the value of a key, that leads to it.
  var availability: Availability {
    for key in Self.allCases.flatMap(\.keys) {
      switch key.kind {
      case .mapping(self): return key.availability
      case .variant(let other, let variants):
        guard let value = variants.first(where: { $0.section == self })?.value else { continue }
        let choices = Self.sink.keys.first { $0.name == other }?.kind.choices ?? []
        return choices.first { $0.text == value }?.availability ?? .available
      default: continue
      }
    }
    return .available
  }
}
