import Catalog
import Drafting
import Postgres
import Settings
import Support
import Testing

@Suite("stream_schema as init writes it")
struct SchemaDrafterTests {
  private func table(
    _ name: Identifier, schema: Identifier = "public", _ columns: [Column]
  ) -> Table {
    Table(
      oid: 1, name: QualifiedName(schema: schema, name: name), owner: "o", columns: columns)
  }

  private let id = Column(
    number: 1, name: "id", type: .builtIn("int4"), isNotNull: true, primaryKeyPosition: 1)

  private func entry(_ table: Table) -> SchemaDrafter.Entry {
    SchemaDrafter.Entry(table, among: [table])
  }

  private func lines(
    _ drafter: SchemaDrafter, _ entries: [SchemaDrafter.Entry],
    leftOut: [LeftOut] = []
  ) -> [String] {
    drafter.text(entries, leftOut: leftOut).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }

  private func read(_ lines: [String]) -> ConfigurationReader.Outcome {
    let text =
      "service:\n" + lines.joined(separator: "\n")
      + "\nsource:\n  driver: postgres_cdc\n  config:\n    host: h\n"
    return ConfigurationReader.read(
      Array(text.utf8), file: "t.yaml", environment: EnvironmentSource(values: [:]))
  }

  @Test func hostileNamesReadBack() throws {
    var tables: [Table] = []
    for name in YAMLTextTests.hostile where name.utf8.count <= 63 {
      var column = id
      column.name = Identifier(name)
      tables.append(table(Identifier(name), [column]))
      tables.append(table(Identifier(name), schema: Identifier(name), [column]))
    }
    let lines = self.lines(SchemaDrafter(schema: "public"), tables.map(entry))
    let outcome = read(lines)
    #expect(outcome.diagnostics.isEmpty)
    let streams = try #require(outcome.configuration).streams
    #expect(streams.map(\.table) == tables.map(\.name))
    #expect(streams.map { $0.columns[0].name } == tables.map { $0.columns[0].name })
  }

  @Test func columnsCarryTheirEvidence() {
    var email = Column(
      number: 2, name: "email", type: .builtIn("text").domain("address"), isNotNull: true)
    email.comment = "lower-cased\nlogin ${X}"
    var number = id
    number.identity = .byDefault
    var total = Column(number: 3, name: "total", type: .builtIn("int8"))
    total.generated = .stored
    var virtual = total
    virtual.name = "v"
    virtual.generated = .virtual
    var secret = Column(number: 4, name: "pin", type: .builtIn("text"))
    secret.canSelect = false
    var table = table("t", [number, email, total, virtual, secret])
    table.comment = "people"
    let lines = self.lines(SchemaDrafter(schema: "public"), [entry(table)])
    #expect(
      lines == [
        "  stream_schema:",
        "    # public.t: people | replica identity: default (primary key id)",
        "    - stream: t",
        "      columns:",
        "        - name: id",
        "          databrewType: Int32",
        "          nativeConnectorType: integer  # identity by default",
        "          pk: true",
        "          nullable: false",
        "        - name: email  # lower-cased login $ {X}",
        "          databrewType: String",
        "          nativeConnectorType: text  # domain public.address",
        "          pk: false",
        "          nullable: false",
        "        # total left out: generated (stored), which the stream does not carry",
        "        # v left out: generated (virtual), never in the WAL",
        "        # pin left out: this role may not SELECT it",
      ])
  }

  @Test func keylessTablesAreCommentsThatCanBeUncommented() throws {
    var column = id
    column.primaryKeyPosition = nil
    let keyless = entry(table("log", [column]))
    let drafter = SchemaDrafter(schema: "public")
    let lines = self.lines(drafter, [entry(table("t", [id])), keyless])
    let outcome = read(lines)
    #expect(outcome.configuration?.streams.map(\.written) == ["t"])
    #expect(lines.contains { $0.contains("ALTER TABLE \"public\".\"log\" REPLICA IDENTITY FULL;") })
    let start = try #require(lines.firstIndex { $0.contains("then uncomment:") })
    let uncommented =
      lines[...start] + lines[(start + 1)...].map { "    " + $0.dropFirst("    # ".count) }
    #expect(read(Array(uncommented)).configuration?.streams.map(\.written) == ["t", "log"])

    var flags = SelectionFlags()
    flags.includesKeyless = true
    let all = self.lines(SchemaDrafter(schema: "public", flags: flags), [keyless])
    #expect(read(all).configuration?.streams.map(\.written) == ["log"])
    #expect(all.contains { $0.contains("no usable replica identity") })
  }

  @Test func leftOutTablesAreOneLineEach() {
    let name = QualifiedName(schema: "public", name: "v\n${x}")
    let lines = self.lines(
      SchemaDrafter(schema: "public"), [entry(table("t", [id]))],
      leftOut: [LeftOut(name, .view, "a view")])
    #expect(lines.last == "    # left out: public.v $ {x}: a view")
  }
}
