import Diagnostics
import Foundation
import Testing

@testable import Settings

/// What is reserved but not built yet: declared once, reported by the reader with every place, and
/// marked in the reference page and the JSON Schema.
@Suite struct AvailabilityTests {
  private static let file = """
    service:
      stream_schema:
        - stream: t
          columns: [{name: id, databrewType: Int32, pk: true}]
          where: id > 5
    source:
      driver: postgres_cdc
      config:
        plugin: wal2json
        failover: true
        column_lists: ${LISTS:-false}
        password: '#{secret.x}'
    sink: {driver: kafka, config: {brokers: [a]}}
    processors: []
    secrets: {a: b}
    """

  private func read(_ text: String, acceptsPlanned: Bool = false) -> ConfigurationReader.Outcome {
    var options = ConfigurationReader.Options()
    options.acceptsPlanned = acceptsPlanned
    return ConfigurationReader.read(
      Array(text.utf8), file: "f.yaml", environment: EnvironmentSource(values: [:]),
      options: options)
  }

  @Test func everythingIsReportedAtOnceWithItsPlace() {
    let outcome = read(Self.file)
    #expect(outcome.configuration == nil)
    #expect(outcome.diagnostics.allSatisfy { $0.code == "not-built" && $0.severity == .error })
    #expect(outcome.diagnostics.allSatisfy { $0.message.contains("not built yet") })
    #expect(outcome.diagnostics.allSatisfy { $0.hint?.isEmpty == false })
    #expect(
      outcome.diagnostics.map { "\($0.location) \($0.path)" } == [
        "f.yaml:5:7 service.stream_schema[0].where", "f.yaml:9:13 source.config.plugin",
        "f.yaml:10:5 source.config.failover", "f.yaml:12:15 source.config.password",
        "f.yaml:13:16 sink.driver", "f.yaml:14:1 processors", "f.yaml:15:1 secrets",
      ])
  }

  @Test func whoDoesNotRunTheFileGoesOnWithIt() throws {
    let text = Self.file.replacing("    password: '#{secret.x}'\n", with: "")
    let outcome = read(text, acceptsPlanned: true)
    let configuration = try #require(outcome.configuration)
    #expect(outcome.diagnostics.allSatisfy { $0.severity == .warning })
    #expect(configuration.notBuilt.count == 6)
    #expect(configuration.source.plugin == .wal2json)
    #expect(configuration.source.failover)
    // A secret that nobody can look up leaves nothing to connect with.
    #expect(read(Self.file, acceptsPlanned: true).hasErrors)
  }

  @Test func whatAsksForNothingIsAccepted() {
    let text = Self.file
      .replacing("wal2json", with: "auto").replacing("failover: true", with: "failover:")
      .replacing("'#{secret.x}'", with: "").replacing("where: id > 5", with: "where: ")
      .replacing("{driver: kafka, config: {brokers: [a]}}", with: "{config: {on_poison: stop}}")
      .replacing("[]", with: "").replacing("{a: b}", with: "~")
    #expect(read(text).diagnostics.isEmpty)
  }

  @Test func everyReservedKeyAndValueIsRefusedAndMarked() throws {
    let page = ReferencePage.text()
    let schema = String(decoding: try JSONEncoder().encode(JSONSchema.document()), as: UTF8.self)
    var count = 0
    for section in Section.allCases {
      if !section.availability.isAvailable {
        #expect(page.contains("## \(section.title) (not built yet)"))
      }
      for key in section.keys {
        if case .notBuilt(let advice) = key.availability {
          count += 1
          #expect(!advice.isEmpty)
          #expect(page.contains("| `\(key.name)` (not built yet) |"))
          #expect(schema.contains("(not built yet: \(key.name))"))
        } else if !key.kind.plannedValues.isEmpty {
          let values = key.kind.plannedValues.joined(separator: ", ")
          count += key.kind.plannedValues.count
          #expect(page.contains("; not built yet: \(values) |"))
          #expect(schema.contains("(not built yet: \(values))"))
        }
      }
    }
    #expect(count > 20)
    #expect(!Section.fileSinkConfig.availability.isAvailable || page.contains("`path`"))
    #expect(Section.sinkConfig.availability.isAvailable)
  }
}
