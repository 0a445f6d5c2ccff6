import Diagnostics
import Postgres
import Settings
import Testing

/// The configuration reader: what is accepted, and what each mistake says.
@Suite struct ConfigurationReaderTests {
  private func read(
    _ text: String, _ environment: [String: String] = [:], lenient: Bool = false,
    requires: Bool = true
  ) -> ConfigurationReader.Outcome {
    var options = ConfigurationReader.Options()
    options.isLenient = lenient
    options.requiresVariables = requires
    return ConfigurationReader.read(
      Array(text.utf8), file: "f.yaml", environment: EnvironmentSource(values: environment),
      options: options)
  }

  private func codes(_ text: String, _ environment: [String: String] = [:]) -> [String] {
    read(text, environment).diagnostics.filter { $0.severity == .error }.map(\.code)
  }

  /// A good file with one line changed or added.
  private func file(_ config: String = "", column: String = "", more: String = "") -> String {
    """
    service:
      stream_schema:
        - stream: t
          columns:
            - {name: id, databrewType: Int32, pk: true\(column)}
    source:
      driver: postgres_cdc
      config:
        database: shop
    \(config)
    \(more)
    """
  }

  static let seed = """
    service:
      id: 123
      stream_schema:
        - stream: taxi_rides # stream is a name of the table. You can have a multiple tables streamed at the same time
          columns:
            - name: log_id
              databrewType: Int32
              nativeConnectorType: integer
              pk: true
              nullable: false
            - name: timestamp
              databrewType: String
              nativeConnectorType: varchar
              pk: false
              nullable: true
            - name: driver_id
              databrewType: Int32
              nativeConnectorType: numeric
              pk: false
              nullable: false
    source:
      driver: postgres_cdc
      config:
        host: ${DATABASE_HOST}
        slot_name: my_resplication_slot_name # Or random will be created if not specified
        user: ${DATABASE_USER}
        database: ${DATABASE_NAME}
        password: ${DATABASE_PASSWORd}
        port: ${DATABASE_PORT}
        schema: public
        stream_snapshot: true # Set true if you need to stream existing data first
        snapshot_batch_size: 5000 # This param affects the memory consumption of the blink instance.
    """

  static let variables = [
    "DATABASE_HOST": "db.example", "DATABASE_USER": "cdc", "DATABASE_NAME": "shop",
    "DATABASE_PASSWORd": "0123: #}${HOME}", "DATABASE_PORT": "6543",
  ]

  @Test func theSeedIsAcceptedAsPrinted() throws {
    let outcome = read(Self.seed, Self.variables)
    #expect(outcome.diagnostics == [])
    let configuration = try #require(outcome.configuration)
    #expect(configuration.id == "123")
    #expect(configuration.source.host == "db.example")
    #expect(configuration.source.port == "6543")
    #expect(configuration.source.password?.reveal() == "0123: #}${HOME}")
    #expect(configuration.source.slotName == "my_resplication_slot_name")
    #expect(configuration.source.streamSnapshot)
    #expect(configuration.sink.driver == .stdout)
    let stream = try #require(configuration.streams.first)
    #expect(stream.table == QualifiedName(schema: "public", name: "taxi_rides"))
    #expect(stream.columns.map(\.databrewType) == [.int32, .string, .int32])
    #expect(stream.columns.map(\.pk) == [true, false, false])
    #expect(stream.columns.map(\.nullable) == [false, true, false])
  }

  @Test func variablesThatAreNotSetHaveTheirPlace() {
    let outcome = read(Self.seed, [:])
    #expect(outcome.diagnostics.map(\.code) == Array(repeating: "variable-unset", count: 5))
    #expect(outcome.diagnostics[0].location == SourceLocation(file: "f.yaml", line: 24, column: 11))
    #expect(outcome.configuration == nil)
    #expect(!read(Self.seed, [:], requires: false).hasErrors)
  }

  @Test func bothLayoutsAndBothIds() {
    let other = file().replacing("service:\n  stream_schema:", with: "source:\n  stream_schema:")
      .replacing("\nsource:\n  driver", with: "\n  driver")
    #expect(codes(other) == [])
    #expect(codes("service: {id: 1, pipeline_id: 2}\n" + other) == ["layout"])
    #expect(codes("service: {id: 1, pipeline_id: 1}\n" + other) == [])
    let twice = file(more: "").replacing(
      "source:\n",
      with: "source:\n  stream_schema: [{stream: u, columns: [{name: id, databrewType: Int32}]}]\n")
    #expect(codes(twice) == ["layout"])
    let same = file(more: "").replacing(
      "source:\n",
      with:
        "source:\n  stream_schema: [{stream: t, columns: [{name: id, databrewType: Int32, pk: true}]}]\n"
    )
    #expect(codes(same) == [])
  }

  @Test func misplacedKeysNameTheirHome() {
    let outcome = read(file("    stream_schema: []\n") + "slot_name: x\n")
    #expect(
      outcome.diagnostics.filter { $0.code == "unknown-key" }.map(\.hint)
        == ["it belongs under `service` or `source`", "it belongs under `source.config`"])
  }

  @Test func unknownKeysNameTheNearest() {
    let outcome = read(file("    slot_nam: x"))
    #expect(outcome.diagnostics.map(\.code) == ["unknown-key"])
    #expect(outcome.diagnostics[0].hint == "did you mean slot_name?")
    #expect(outcome.diagnostics[0].path == "source.config.slot_nam")
    #expect(!read(file("    slot_nam: x"), lenient: true).hasErrors)
  }

  @Test func whatIsWrittenAlreadyIsNotMeant() {
    let outcome = read(file("    slot_name: x\n    slot_nam: y"))
    #expect(outcome.diagnostics.map(\.code) == ["unknown-key"])
    #expect(outcome.diagnostics[0].hint?.hasPrefix("known here: ") == true)
  }

  @Test func upstreamsKeysWithoutMeaningAreWarnings() {
    let outcome = read(
      file("    tables: [a]\n    snapshot_memory_safety_factor: 0.3")
        .replacing("service:", with: "service:\n  reload_on_restart: true\n  etcd: {host: x}"))
    #expect(outcome.diagnostics.map(\.code) == Array(repeating: "no-meaning", count: 4))
    #expect(!outcome.hasErrors)
    #expect(codes(file(more: "processors: []")) == ["not-built"])
    #expect(codes(file(more: "secrets: {}")) == ["not-built"])
    #expect(codes(file("    password: '#{secret.x}'")) == ["not-built"])
    // A name of the database may begin so.
    #expect(codes(file("    schema: '#{secret.x} y'")) == [])
    #expect(codes(file("    schema: '#{secret.x'")) == [])
    #expect(
      codes(file(more: "sink: {driver: kafka, config: {brokers: [a]}}")).contains("not-built"))
  }

  @Test(arguments: [
    "    port: 0", "    port: 65536", "    port: +5", "    port: 0x10", "    port: 1e3",
    "    snapshot_batch_size: 0", "    snapshot_batch_size: 1_000", "    snapshot_workers: -1",
    "    stream_snapshot: yes", "    stream_snapshot: 1", "    stream_snapshot: 'True'",
    "    connect_timeout: 10", "    connect_timeout: 1h30", "    connect_timeout: 5 s",
    "    stall_timeout: -1s", "    slot_name: Upper", "    slot_name: a-b",
    "    on_overflow: skip", "    port: 9223372036854775808", "    port: .inf",
    "    snapshot_batch_size: 9223372036854775808", "    snapshot_workers: .inf",
    "    publication: \(String(repeating: "p", count: 64))", "    plugin: decoderbufs",
    "    sslmode: Disable",
    "    host: [a]", "    schema: {a: b}",
  ])
  func valuesOfTheWrongKindAreErrors(line: String) {
    let outcome = read(file(line))
    #expect(outcome.diagnostics.count == 1, "\(outcome.diagnostics)")
    #expect(outcome.diagnostics.first?.location.line == 10)
    #expect(outcome.hasErrors)
  }

  @Test func aWrongOnlyStreamIsOneError() {
    for (what, by, code) in [
      ("stream: t", "stream: a.b.c", "stream-name"), ("stream: t", "strem: t", "missing-key"),
    ] {
      let codes = codes(file().replacing(what, with: by))
      #expect(codes.contains(code) && codes.allSatisfy { $0 == code || $0 == "unknown-key" })
    }
  }

  @Test func everyErrorAtOnceInOrder() {
    let outcome = read(
      file("    port: x\n    plugin: y\n    nonsense: 1", column: ", databrew: 1").replacing(
        "Int32", with: "Int33"))
    #expect(
      outcome.diagnostics.map(\.code) == [
        "unknown-type", "unknown-key", "wrong-kind", "wrong-choice", "unknown-key",
      ])
    #expect(outcome.diagnostics[0].hint == "did you mean Int32?")
    let many = (0..<40).map { "    k\($0): 1" }.joined(separator: "\n")
    #expect(read(file(many)).diagnostics.count == 20)
  }

  @Test func namesOfStreamsAndColumns() throws {
    func table(_ name: String) -> QualifiedName? {
      StreamName.parse(name, defaultSchema: "public")
    }
    #expect(table("t") == QualifiedName(schema: "public", name: "t"))
    #expect(table("a.b") == QualifiedName(schema: "a", name: "b"))
    #expect(table("\"a.b\"") == QualifiedName(schema: "public", name: "a.b"))
    #expect(table("x.\"a\"\"b\"") == QualifiedName(schema: "x", name: "a\"b"))
    #expect(table("Weird \"name\"") == QualifiedName(schema: "public", name: "Weird \"name\""))
    for bad in ["", ".", "a.", "a.b.c", "\"open", "\"a\"b", String(repeating: "x", count: 64)] {
      #expect(table(bad) == nil, "\(bad)")
    }
    for name in ["a.b", "\"x", "a\"b", "e\u{301}", "x y"] {
      let qualified = QualifiedName(schema: "s", name: Identifier(name))
      #expect(table(qualified.description) == qualified)
    }
    let twice = file().replacing(
      "source:\n",
      with: "    - {stream: public.t, columns: [{name: id, databrewType: Int32}]}\nsource:\n")
    #expect(codes(twice) == ["duplicate-stream"])
    #expect(
      codes(
        file().replacing("}\nsource", with: "}\n        - {name: id, databrewType: Int32}\nsource"))
        == ["duplicate-column"])
    // NFC and NFD are two tables.
    let two = file().replacing("stream: t", with: "stream: \u{E9}").replacing(
      "source:\n",
      with: "    - {stream: e\u{301}, columns: [{name: id, databrewType: Int32}]}\nsource:\n")
    #expect(codes(two) == [])
  }

  @Test func doctorIgnoresInThreeSpellings() throws {
    let outcome = read(
      file(
        more: """
          doctor:
            ignore: [a, 'b:public.t', {id: c, subject: s, until: 2028-02-29}]
          """))
    let ignore = try #require(outcome.configuration).doctor.ignore
    #expect(ignore.map(\.id) == ["a", "b", "c"])
    #expect(ignore.map(\.subject) == [nil, "public.t", "s"])
    for day in ["soon", "2030-13-45", "2027-02-29", "2100-02-29", "2027-00-01", "2027-01-00"] {
      let wrong = "doctor: {ignore: [{id: c, until: \(day)}]}"
      #expect(codes(file(more: wrong)) == ["wrong-kind"], "\(day)")
    }
  }

  @Test func nothingWrittenIsAsAnAbsentKey() throws {
    let outcome = read(
      file("    host:\n    port:\n    slot_name: ''\n    sslmode: ~\n    stream_snapshot:"))
    #expect(outcome.diagnostics == [])
    #expect(outcome.configuration?.source.slotName == nil)
    // Where `null` is a choice, it is not nothing.
    for text in ["null", "~", "'null'"] {
      #expect(read(file("    on_overflow: \(text)")).configuration?.source.onOverflow == .null)
    }
    #expect(read(file("    on_overflow:")).configuration?.source.onOverflow == .error)
    // What is required needs a value; a column whose type was left out was once dropped silently.
    for (what, by) in [
      ("databrewType: Int32", "databrewType: "), ("stream: t", "stream: ''"),
      ("- {name: id, databrewType: Int32, pk: true}", "- "), ("driver: postgres_cdc", "driver:"),
    ] {
      let codes = codes(file().replacing(what, with: by))
      #expect(!codes.isEmpty && codes.allSatisfy { $0 == "missing-key" }, "\(by): \(codes)")
    }
    #expect(
      codes("service: {stream_schema: }\nsource: {driver: postgres_cdc, config: }").count == 1)
  }

  @Test func anEmptyPortIsLeftToLibpq() throws {
    let outcome = read(file("    port: ${P:-}\n    host: ${H:-}"))
    #expect(outcome.configuration?.source.port == nil)
    #expect(outcome.configuration?.source.host == nil)
  }

  @Test func noMutationOfTheSeedTraps() {
    let bytes = Array(Self.seed.utf8)
    for place in stride(from: 0, to: bytes.count, by: 7) {
      for value: UInt8 in [0, 9, 10, 34, 38, 39, 42, 58, 91, 123, 128, 255] {
        var changed = bytes
        changed[place] = value
        let outcome = ConfigurationReader.read(
          changed, file: "f.yaml", environment: EnvironmentSource(values: Self.variables))
        #expect(outcome.configuration != nil || outcome.hasErrors)
        #expect(outcome.diagnostics.allSatisfy { $0.location.line > 0 && $0.location.column > 0 })
      }
    }
  }
}
