import Diagnostics
import Settings
import Testing

/// `sink.driver: file` and the dead letter, as they are read.
@Suite struct FileSinkSettingsTests {
  private static let base = """
    source:
      driver: postgres_cdc
      config: {database: d}
      stream_schema: [{stream: t, columns: [{name: id, databrewType: Int32, pk: true}]}]

    """

  private func read(_ more: String) -> ConfigurationReader.Outcome {
    ConfigurationReader.read(
      Array((Self.base + more).utf8), file: "f", environment: EnvironmentSource(values: [:]),
      options: ConfigurationReader.Options())
  }

  @Test func everyKeyIsRead() throws {
    let outcome = read(
      """
      sink:
        driver: file
        config:
          path: out/{schema}.{table}.jsonl
          rotate_bytes: 1000
          rotate_seconds: 60
          compression: zstd
          on_poison: dead_letter
      dead_letter: {path: dead.jsonl}
      """)
    let configuration = try #require(outcome.configuration)
    #expect(outcome.diagnostics.isEmpty)
    let file = try #require(configuration.sink.file)
    #expect(
      file.path.parts == [.text("out/"), .schema, .text("."), .table, .text(".jsonl")])
    #expect(file.path.folder == "out")
    #expect(file.path.name == [.schema, .text("."), .table, .text(".jsonl")])
    #expect(file.rotateBytes == 1000)
    #expect(file.rotateAfter == .seconds(60))
    #expect(file.compression == .zstd)
    #expect(configuration.sink.onPoison == .deadLetter)
    #expect(configuration.deadLetterPath == "dead.jsonl")
  }

  @Test(arguments: [
    "sink: {driver: file}", "sink: {driver: file, config: {rotate_bytes: 5}}",
    "sink: {driver: file, config: {path: 'a/{tabel}'}}",
    "sink: {driver: file, config: {path: 'a/}'}}", "sink: {driver: file, config: {path: 'a/{b'}}",
    "sink: {driver: file, config: {path: out/}}",
    "sink: {driver: file, config: {path: a, compression: lz4}}",
    "sink: {config: {on_poison: dead_letter}}",
  ])
  func mistakesHaveTheirPlace(text: String) {
    #expect(read(text).diagnostics.count { $0.severity == .error } == 1)
  }

  @Test func foldersOfTemplates() throws {
    #expect(try PathTemplate("/a").folder == "/")
    #expect(try PathTemplate("a").folder == ".")
    #expect(try PathTemplate("{table}/b").folder == ".")
    #expect(try PathTemplate("/var/x/{date}/b").folder == "/var/x")
    #expect(try PathTemplate("/var/x/{date}/b").name == [.date, .text("/b")])
  }
}
