import Catalog
import Postgres
import Testing

@Suite("Which tables are streamed, and what keeps others out")
struct TableSelectionTests {
  private static let integer = TypeName(oid: 23, schema: "pg_catalog", name: "int4")
  private static let id = Column(
    number: 1, name: "id",
    type: DataType(
      own: integer, formatted: "integer", informationSchemaName: "integer", base: integer,
      baseKind: UInt8(ascii: "b")), primaryKeyPosition: 1)

  private func table(
    _ name: Identifier, _ change: (inout Table) -> Void = { _ in }
  ) -> Table {
    var table = Table(
      oid: UInt32(name.text.utf8.reduce(0) { $0 * 31 % 65_521 + Int($1) }),
      name: QualifiedName(schema: "public", name: name), owner: "o", columns: [Self.id])
    change(&table)
    return table
  }

  private func names(_ outcome: TableSelection.Outcome) -> [Identifier] {
    outcome.chosen.map(\.name.name)
  }

  @Test(
    arguments: [
      ("view", "a view"), ("matview", "materialized"), ("foreign", "another server"),
      ("unlogged", "WAL"), ("extension", "postgis"), ("usage", "no USAGE on schema public"),
      ("select", "may not SELECT"), ("generated", "no column"), ("none", "no column"),
    ] as [(String, String)])
  func reasons(_ what: String, _ reason: String) throws {
    let table = table("t") { table in
      switch what {
      case "view": table.kind = .view
      case "matview": table.kind = .materializedView
      case "foreign": table.kind = .foreign
      case "unlogged": table.persistence = .unlogged
      case "extension": table.extension = "postgis"
      case "usage": table.hasSchemaUsage = false
      case "select":
        table.canSelect = false
        table.columns[0].canSelect = false
      case "generated": table.columns[0].generated = .stored
      default: table.columns = []
      }
    }
    let outcome = TableSelection(serverVersion: 180_000).apply(to: [table])
    #expect(outcome.chosen.isEmpty)
    #expect(try #require(outcome.leftOut.first).reason.contains(reason))
  }

  @Test func exclusionWins() throws {
    var selection = TableSelection(serverVersion: 180_000)
    selection.flags.tables = try [#require(NamePattern("a*"))]
    selection.flags.excludedTables = try [#require(NamePattern("ab"))]
    let outcome = selection.apply(to: [table("a"), table("ab"), table("b")])
    #expect(names(outcome) == ["a"])
    #expect(outcome.leftOut.isEmpty)
    #expect(outcome.unmatched.isEmpty)
  }

  @Test func patternsThatMatchNothingAreTold() throws {
    var selection = TableSelection(serverVersion: 180_000)
    selection.flags.schemas = try [#require(NamePattern("x"))]
    selection.flags.tables = try [#require(NamePattern("a")), #require(NamePattern("zz"))]
    selection.flags.excludedTables = try [#require(NamePattern("yy"))]
    #expect(selection.apply(to: [table("a")]).unmatched == ["x", "zz", "yy"])
  }

  private var partitioned: [Table] {
    let root = table("m") { $0.kind = .partitioned }
    let leaf = table("m1") {
      $0.isPartition = true
      $0.root = Table.Parent(oid: root.oid, name: root.name)
    }
    return [root, leaf]
  }

  @Test func partitionsAreStreamedThroughTheirRoot() throws {
    let outcome = TableSelection(serverVersion: 180_000).apply(to: partitioned)
    #expect(names(outcome) == ["m"])
    #expect(
      LeftOut.lines(outcome.leftOut) == [
        "the partitions of public.m, which is streamed as a whole"
      ])
    var selection = TableSelection(serverVersion: 180_000)
    selection.flags.tables = try [#require(NamePattern("m1"))]
    let alone = selection.apply(to: partitioned)
    #expect(alone.chosen.isEmpty)
    #expect(alone.leftOut.first?.reason.contains("not selected") == true)
  }

  @Test func before13PartitionsAreStreamedThemselves() {
    let outcome = TableSelection(serverVersion: 120_000).apply(to: partitioned)
    #expect(names(outcome) == ["m1"])
    #expect(outcome.leftOut.map(\.name.name) == ["m"])
  }

  @Test func leavesOnRequest() {
    var selection = TableSelection(serverVersion: 150_000)
    selection.flags.partitions = .leaves
    let outcome = selection.apply(to: partitioned)
    #expect(names(outcome) == ["m1"])
    #expect(outcome.leftOut.map(\.reason).first?.contains("each of its partitions") == true)
  }

  @Test func aPublicationDecides() throws {
    let tables =
      partitioned + [table("ext") { $0.extension = "postgis" }, table("t"), table("u")]
    let published = PublishedTables(
      name: "p", members: [tables[1].oid: .init(), tables[2].oid: .init(), tables[4].oid: .init()])
    var selection = TableSelection(publication: published, serverVersion: 150_000)
    selection.flags.excludedTables = try [#require(NamePattern("u"))]
    let outcome = selection.apply(to: tables)
    #expect(names(outcome) == ["m1", "ext"])
    #expect(outcome.leftOut.isEmpty)
  }

  @Test func columnsCanBeExcluded() throws {
    var selection = TableSelection(serverVersion: 150_000)
    selection.flags.excludedColumns = try [
      #require(ColumnPattern("t.id")), #require(ColumnPattern("t.zz")),
    ]
    selection.flags.overrides = [
      TypeOverride(columns: try #require(ColumnPattern("yy")), type: "Int32")
    ]
    let outcome = selection.apply(to: [table("t"), table("u")])
    #expect(names(outcome) == ["u"])
    #expect(outcome.leftOut.first?.reason == "no column that could be streamed")
    #expect(outcome.unmatched == ["t.zz", "yy"])
  }

  @Test func gapsNameTheCheapestStatement() {
    func gap(_ change: @escaping (inout Table) -> Void) -> IdentityGap? {
      let table = table("t") {
        $0.columns[0].primaryKeyPosition = nil
        $0.hasImmediatePrimaryKey = false
        change(&$0)
      }
      return table.identityGap(among: [table])
    }
    let head = "ALTER TABLE \"public\".\"t\" REPLICA IDENTITY"
    #expect(gap { $0.replicaIdentity = .full } == nil)
    #expect(gap { _ in } == IdentityGap(reason: "no primary key", statements: ["\(head) FULL;"]))
    #expect(
      gap { $0.uniqueKeys = [UniqueKey(index: "u", columns: ["id"])] }?.statements
        == ["\(head) USING INDEX \"u\";"])
    let nothing = gap {
      $0.replicaIdentity = .nothing
      $0.hasImmediatePrimaryKey = true
    }
    #expect(nothing?.statements == ["\(head) DEFAULT;"])
    #expect(gap { $0.columns[0].primaryKeyPosition = 1 }?.reason == "a DEFERRABLE primary key")
  }

  @Test func leavesDecideForAPartitionedTable() {
    var tables = partitioned
    #expect(tables[0].identityGap(among: tables) == nil)
    tables[1].replicaIdentity = .nothing
    let gap = tables[0].identityGap(among: tables)
    #expect(gap?.reason == "its partition public.m1 has REPLICA IDENTITY NOTHING")
    #expect(gap?.statements == ["ALTER TABLE \"public\".\"m1\" REPLICA IDENTITY DEFAULT;"])
  }

  @Test func statementsStayOnOneLine() {
    let table = table("a\n\"b\\${x}") { $0.replicaIdentity = .nothing }
    #expect(
      table.identityGap(among: [table])?.statements
        == ["ALTER TABLE \"public\".U&\"a\\000a\"\"b\\\\\\0024{x}\" REPLICA IDENTITY DEFAULT;"])
  }
}
