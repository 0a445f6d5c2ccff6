import Foundation
import Postgres
import Settings
import Support
import Testing

/// The JSON Schema says of a file what the reader says, asked through a real validator.
@Suite struct JSONSchemaTests {
  private func schema() throws -> String {
    String(decoding: try JSONEncoder().encode(JSONSchema.document()), as: UTF8.self)
  }

  private func reading(_ text: String) -> ConfigurationReader.Outcome {
    var options = ConfigurationReader.Options()
    options.requiresVariables = false
    return ConfigurationReader.read(
      Array(text.utf8), file: "f.yaml", environment: EnvironmentSource(values: [:]),
      options: options)
  }

  private static let good = """
    service:
      id: 7
      stream_schema:
        - stream: t
          columns:
            - {name: id, databrewType: Int32, pk: true}
    source:
      driver: postgres_cdc
      config:
        database: shop
    """

  /// The good file with something put in the place of something else, or at its end.
  private static func changed(_ what: String, _ by: String) -> String {
    // Without the text to change this would be a good file, and fail as a bad one.
    good.replacing(what, with: by)
  }

  private static func config(_ lines: String...) -> String {
    good + lines.map { "\n    \($0)" }.joined()
  }

  private static func column(_ text: String) -> String {
    changed("{name: id, databrewType: Int32, pk: true}", text)
  }

  private static let sourceLayout = """
    source:
      driver: postgres_cdc
      stream_schema: [{stream: 'a."b.c"', columns: [{name: null, databrewType: List<JSON>}]}]
      config:
        # everything from libpq's environment
    """

  /// An upstream file, with the keys that mean nothing here.
  private static let upstream = """
    service:
      pipeline_id: 223
      reload_on_restart: false
      enable_influx: true
      enable_etcd_registry: true
      etcd: {host: http://etcd.example}
      influx: {host: x, token: y, org: z, bucket: b}
      offset_storage_uri: redis://x
      stream_schema:
        - stream: public.flights
          columns:
            - {name: flight_id, databrewType: Int32, nativeConnectorType: integer, pk: true, nullable: false}
            - name: doc
              databrewType: JSON
              columns: [{name: inner, databrewType: String}]
    source:
      driver: postgres_cdc
      config:
        host: ${HOST}
        port: ${PORT:-5432}
        tables: [flights]
        tables_schema: public
        snapshot_memory_safety_factor: 0.3
        ssl_required: ${SSL}
        stream_snapshot: ${SNAPSHOT:-true}
        on_overflow: null
        connect_timeout: ${TIMEOUT:-10s}
    sink:
      driver: ${SINK:-stdout}
      config: {format: "${FORMAT:-envelope}", encoding: {int64: string, temporal: rfc3339}}
    """

  private static func golden() throws -> String {
    let path = Repository.file("Tests/LiveTests/Golden/init.yaml").path
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test func goodFilesAreValid() throws {
    var files = [
      try Self.golden(), ConfigurationReaderTests.seed, Self.good, Self.sourceLayout,
      Self.upstream,
    ]
    files += [
      Self.config("host: 10", "user: true", "password: 0123", "port: '5433'"),
      Self.config(
        "on_overflow: ~", "host:", "port:", "user: ''", "slot_name: ''", "sslmode: ~",
        "failover: 'false'"),
      Self.config("failover: false", "column_lists: false"),
      Self.config("port: ''", "snapshot_workers: 64", "stall_timeout: 500ms", "schema: a b"),
      Self.config(
        "on_overflow: 'null'", "plugin: pgoutput", "publication: 'Ä \"p\"'"),
      Self.good + "\nsink:", Self.good + "\nsink: {driver: stdout}\ndoctor:",
      Self.good + "\ndoctor: {ignore: [a, 'b:c', {id: d, subject: e, until: 2027-01-01}]}",
      Self.good + "\ndead_letter: {path: /var/lib/x}",
      Self.good + "\nsink: {config: {on_poison: stop}}",
      Self.column("{name: yes, databrewType: '${TYPE:-Int32}', pk: '${PK:-true}'}"),
      Self.column("{name: 12, databrewType: UUID, nullable: ~, columns: []}"),
    ]
    let problems = try SchemaValidator.problems(of: files, schema: schema())
    for (file, problems) in zip(files, problems) {
      #expect(problems == [], "\(file)")
      #expect(!reading(file).hasErrors, "\(reading(file).diagnostics)\n\(file)")
    }
  }

  @Test func badFilesAreInvalid() throws {
    let long = String(repeating: "x", count: 64)
    var files = [
      "[]", "text", "service: {}", "source: {driver: postgres_cdc, config: {}}",
      Self.changed("driver: postgres_cdc", "driver: mysql_cdc"),
      Self.changed("  driver: postgres_cdc\n", ""), Self.changed("stream: t", "stream:"),
      Self.changed("stream: t", "stream: a.b.c"), Self.changed("- stream: t\n      ", "- "),
      Self.changed("stream: t", "stream: '#{secret.x}'"),
      Self.changed("service:\n", "service:\n  pipeline: 3\n"),
      Self.changed("id: 7", "id: [7]"), Self.changed("id: 7", "stream_schemas: []"),
      "service: {stream_schema: []}\nsource: {driver: postgres_cdc, config: {}}",
      "service: {stream_schema: }\nsource: {driver: postgres_cdc, config: {}}",
      "service: {stream_schema: {stream: t}}\nsource: {driver: postgres_cdc, config: {}}",
      "service: {stream_schema: [t]}\nsource: {driver: postgres_cdc, config: {}}",
      "service: {stream_schema: [{stream: t}]}\nsource: {driver: postgres_cdc, config: {}}",
      "service: {stream_schema: [{stream: t, columns: []}]}\nsource: {driver: postgres_cdc, config: }",
      "service:\nsource: {driver: postgres_cdc, config: [a]}",
      Self.good + "\nprocessors: []", Self.good + "\nsecrets: {}", Self.good + "\nextra: 1",
      Self.good + "\ntables: [a]", Self.good + "\nsink: stdout",
      Self.good + "\nsink: {driver: kafka}", Self.good + "\nsink: {driver: }\nx: 1",
      Self.good + "\nsink: {config: {path: x}}", Self.good + "\nsink: {config: []}",
      Self.good + "\nsink: {driver: file, config: {path: x, rotate_bytes: many}}",
      Self.good + "\nsink: {driver: file, config: {rotate_bytes: 5}}",
      Self.good + "\nsink: {driver: postgres, config: {port: 0}}",
      Self.good + "\nsink: {config: {format: json}}",
      Self.good + "\nsink: {config: {encoding: {int64: text}}}",
      Self.good + "\nsink: {config: {encoding: {uint64: text}}}",
      Self.good + "\ndoctor: {ignore: {id: a}}", Self.good + "\ndoctor: {ignore: [[a]]}",
      Self.good + "\ndoctor: {ignore: [{subject: a}]}", Self.good + "\ndoctor: {ignore: [~]}",
      Self.good + "\ndoctor: {ignore: [{id: a, until: soon}]}",
      Self.good + "\nsink: {driver: postgres, config: {host: x, port: 5432, user: u}}",
      Self.good + "\nsink: {config: {on_poison: go_on}}",
      Self.good + "\nsink: {config: {format: debezium}}",
      Self.good + "\ndead_letter: {}", Self.good + "\ndead_letter: x",
    ]
    files += [
      "port: 70000", "port: 0", "port: x", "port: -1", "port: 1.5", "port: true", "host: [a]",
      "host: {a: b}", "hots: a", "stream_snapshot: yes", "stream_snapshot: 1",
      "stream_snapshot: 'True'", "snapshot_batch_size: 0", "snapshot_batch_size: 1_000",
      "snapshot_workers: 65", "connect_timeout: 10", "connect_timeout: 1h30",
      "stall_timeout: -1s", "slot_name: Upper", "slot_name: a-b", "slot_name: \(long)",
      "publication: \(long)", "schema: \(long)", "on_overflow: skip", "plugin: decoderbufs",
      "sslmode: Disable", "sslmode: ''", "password: '#{secret.x}'", "failover: ''",
      "failover: true", "column_lists: true", "plugin: wal2json", "on_missing_key: skip",
      "on_invalid_text: hex", "on_partition_change: ignore",
    ].map { Self.config($0) }
    files += [
      "{name: id}", "{databrewType: Int32}", "{name: id, databrewType: Int33}",
      "{name: id, databrewType: }", "{name: id, databrewType: List<Int32>}",
      "{name: [a], databrewType: Int32}",
      "{name: '', databrewType: Int32}", "{name: \(long), databrewType: Int32}",
      "{name: id, databrewType: Int32, pk: yes}", "{name: id, databrewType: Int32, type: x}",
      "{name: id, databrewType: JSON, columns: [{name: a}]}", "text", "[]",
    ].map { Self.column($0) }
    let problems = try SchemaValidator.problems(of: files, schema: schema())
    for (file, problems) in zip(files, problems) {
      #expect(problems != [], "\(file)")
      #expect(reading(file).hasErrors, "\(file)")
    }
  }

  @Test func itTellsEditorsWhatTheReferencePageTells() throws {
    let text = try schema()
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let sections = try #require(document["$defs"] as? [String: [String: Any]])
    var keys = 0
    for section in sections.values {
      guard let properties = section["properties"] as? [String: [String: Any]] else { continue }
      #expect(section["additionalProperties"] as? Bool == false)
      #expect((section["title"] as? String)?.isEmpty == false)
      for (name, property) in properties {
        keys += 1
        let meaning = try #require(property["description"] as? String)
        if property["deprecated"] as? Bool == true { continue }
        #expect(ReferencePage.text().contains("| `\(name)`"))
        let own = meaning.split(separator: " Default:")[0].split(separator: " (not built yet")[0]
        #expect(ReferencePage.text().contains(own))
      }
    }
    #expect(keys > 60)
  }
}
