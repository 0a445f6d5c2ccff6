/// Reads `sink`.
struct SinkReader {
  let collector: Collector

  /// - Parameter deadLetter: `dead_letter.path`.
  func settings(_ fields: Fields?, deadLetter: String?) -> SinkSettings {
    var result = SinkSettings()
    guard let fields else { return result }
    result.driver = fields.choice("driver", SinkSettings.Driver.self) ?? result.driver
    guard let config = fields.mapping("config") else {
      if result.driver == .file, fields.written("config") == nil {
        collector.error(
          "missing-key", fields.path("config.path"), fields.node,
          "sink.config.path: the key is missing", hint: "write config: {path: \"events.jsonl\"}")
      }
      return result
    }
    result.format = config.choice("format", SinkSettings.Format.self) ?? result.format
    if result.driver == .file { result.file = file(config) }
    result.onPoison = config.choice("on_poison", SinkSettings.PoisonPolicy.self) ?? result.onPoison
    if result.onPoison == .deadLetter, deadLetter == nil, let node = config.written("on_poison") {
      collector.error(
        "missing-key", config.path("on_poison"), node,
        "on_poison: dead_letter needs dead_letter.path",
        hint: "write dead_letter: {path: dead.jsonl} at the top level")
    }
    guard let encoding = config.mapping("encoding") else { return result }
    result.int64 = encoding.choice("int64", SinkSettings.Int64Encoding.self) ?? result.int64
    result.temporal =
      encoding.choice("temporal", SinkSettings.TemporalEncoding.self) ?? result.temporal
    return result
  }

  private func file(_ config: Fields) -> FileSinkSettings? {
    guard let text = config.text("path"), let node = config.written("path") else { return nil }
    do throws(PathTemplate.Problem) {
      var result = FileSinkSettings(path: try PathTemplate(text))
      result.rotateBytes = config.integer("rotate_bytes")
      result.rotateAfter = config.integer("rotate_seconds").map { .seconds($0) }
      result.compression =
        config.choice("compression", FileSinkSettings.Compression.self) ?? result.compression
      return result
    } catch {
      collector.error("path-template", config.path("path"), node, "`\(text)`: \(error.message)")
      return nil
    }
  }
}
