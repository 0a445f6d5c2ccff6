/// Reads `sink`.
enum SinkReader {
  static func settings(_ fields: Fields?) -> SinkSettings {
    var result = SinkSettings()
    guard let fields else { return result }
    result.driver = fields.choice("driver", SinkSettings.Driver.self) ?? result.driver
    guard let config = fields.mapping("config") else { return result }
    result.format = config.choice("format", SinkSettings.Format.self) ?? result.format
    guard let encoding = config.mapping("encoding") else { return result }
    result.int64 = encoding.choice("int64", SinkSettings.Int64Encoding.self) ?? result.int64
    result.temporal =
      encoding.choice("temporal", SinkSettings.TemporalEncoding.self) ?? result.temporal
    return result
  }
}
