import Diagnostics
import Testing

@testable import Settings

/// Every key that is declared is read: another value of it is another configuration.
@Suite struct DeclaredKeysTests {
  /// The file as JSON on one line, with one key's value exchanged.
  private struct Sample {
    /// The path of the key whose value is the other one, like `source.config.port`.
    var changed: String?
    /// Values of keys that decide which section another key has, like `sink.driver`.
    var fixed: [String: String] = [:]

    func mapping(_ section: Section, at path: String) -> String {
      let pairs = section.keys.compactMap { key -> String? in
        let path = path.isEmpty ? key.name : "\(path).\(key.name)"
        guard key.availability.isAvailable, !Self.isLeftOut(path) else { return nil }
        return "\(key.name): \(value(key, at: path, among: section))"
      }
      return "{\(pairs.joined(separator: ", "))}"
    }

    /// A second place of the same things, and what has no meaning.
    static func isLeftOut(_ path: String) -> Bool {
      ["service.pipeline_id", "source.stream_schema"].contains(path)
        || path.hasSuffix("columns.columns.columns")
    }

    private func value(_ key: Key, at path: String, among section: Section) -> String {
      if let value = fixed[path] { return value }
      let isOther = path == changed
      switch key.kind {
      case .mapping(let section): return mapping(section, at: path)
      case .variant(let other, let variants):
        let parent = path.split(separator: ".").dropLast().joined(separator: ".")
        let chosen = fixed["\(parent).\(other)"] ?? variants[0].value
        return mapping(
          variants.first { $0.value == chosen }?.section ?? variants[0].section, at: path)
      case .list(.mapping(let section), _): return "[\(mapping(section, at: path))]"
      case .list(.textOr(let section), _): return "[\(mapping(section, at: path))]"
      case .choice:
        let values = key.kind.availableValues
        return "\"\(isOther ? values[values.count - 1] : values[0])\""
      case .boolean: return isOther ? "true" : "false"
      case .integer(let range): return "\(isOther ? range.lowerBound : range.lowerBound + 1)"
      case .port: return isOther ? "5000" : "5001"
      case .duration: return isOther ? "1s" : "2s"
      case .date: return isOther ? "2030-01-01" : "2030-01-02"
      case .databrewType: return isOther ? "Int32" : "Int64"
      case .text, .path, .identifier, .columnName, .streamName, .slotName:
        return isOther ? "other" : "same"
      default: return ""
      }
    }
  }

  /// What a configuration says, without the places in the file, which always differ.
  private func meaning(_ sample: Sample) throws -> String {
    let text = sample.mapping(.file, at: "")
    let outcome = ConfigurationReader.read(
      Array(text.utf8), file: "f", environment: EnvironmentSource(values: [:]))
    let configuration = try #require(
      outcome.configuration, "\(outcome.diagnostics.map(\.message)) in \(text)")
    var dumped = ""
    dump(configuration, to: &dumped)
    let lines = dumped.split(separator: "\n").filter { !$0.contains(" column: ") }
    return lines.joined(separator: "\n") + (configuration.source.password?.reveal() ?? "")
  }

  /// The paths of everything that can be written, in `section` and below.
  private func paths(_ section: Section, at path: String, driver: String) -> [String] {
    section.keys.flatMap { key -> [String] in
      let path = path.isEmpty ? key.name : "\(path).\(key.name)"
      guard key.availability.isAvailable, !Sample.isLeftOut(path) else { return [] }
      switch key.kind {
      case .mapping(let section), .list(.mapping(let section), _), .list(.textOr(let section), _):
        return paths(section, at: path, driver: driver)
      case .variant(_, let variants):
        let section = variants.first { $0.value == driver }?.section
        return section.map { paths($0, at: path, driver: driver) } ?? []
      case .choice where key.kind.availableValues.count < 2: return []
      default: return [path]
      }
    }
  }

  @Test(arguments: SinkSettings.Driver.allCases.filter(\.availability.isAvailable))
  func anotherValueIsAnotherConfiguration(driver: SinkSettings.Driver) throws {
    let fixed = ["sink.driver": driver.rawValue]
    let base = try meaning(Sample(changed: nil, fixed: fixed))
    let paths = paths(.file, at: "", driver: driver.rawValue).filter { $0 != "sink.driver" }
    #expect(paths.count > 30)
    for path in paths {
      #expect(try meaning(Sample(changed: path, fixed: fixed)) != base, "\(path) is not read")
    }
  }

  @Test func theSecondPlacesAreReadToo() throws {
    func read(_ text: String) -> Configuration? {
      ConfigurationReader.read(
        Array(text.utf8), file: "f", environment: EnvironmentSource(values: [:])
      ).configuration
    }
    let streams = "stream_schema: [{stream: t, columns: [{name: a, databrewType: Int32}]}]"
    let text = "{service: {pipeline_id: 7}, source: {driver: postgres_cdc, \(streams), config: {}}}"
    #expect(read(text)?.id == "7")
    #expect(read(text)?.streams.count == 1)
  }

  /// A file without a key means what the declared default means.
  @Test func declaredDefaultsAreTheReaders() {
    for section in Section.allCases {
      for key in section.keys {
        guard case .value(let text) = key.fallback, case .duration = key.kind else { continue }
        #expect(DurationText.parse(text).map(DurationText.text) == text, "\(key.name)")
      }
    }
    for (text, duration) in [
      ("500ms", Duration.milliseconds(500)), ("60s", .seconds(60)), ("1h", .seconds(3_600)),
      ("90s", .seconds(90)), ("0s", .zero),
    ] {
      #expect(DurationText.text(duration) == text)
    }
  }
}
