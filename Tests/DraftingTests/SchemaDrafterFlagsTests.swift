import Catalog
import Drafting
import Postgres
import Support
import Testing
import Types

@Suite("stream_schema as the flags want it")
struct SchemaDrafterFlagsTests {
  private let table = Table(
    oid: 1, name: QualifiedName(schema: "public", name: "t"), owner: "o",
    columns: [
      Column(
        number: 1, name: "id", type: .builtIn("int8"), isNotNull: true, primaryKeyPosition: 1,
        comment: "the number"),
      Column(number: 2, name: "total", type: .numeric(12, 2)),
      Column(number: 3, name: "pay", type: .builtIn("jsonb")),
      Column(number: 4, name: "twice", type: .builtIn("int4"), generated: .stored),
    ])

  private func flags(_ change: (inout SelectionFlags) throws -> Void) rethrows -> SelectionFlags {
    var flags = SelectionFlags()
    try change(&flags)
    return flags
  }

  private func text(
    _ flags: SelectionFlags, _ publication: PublishedTables? = nil, size: TableSize? = nil,
    gap: IdentityGap? = nil
  ) -> String {
    var entry = SchemaDrafter.Entry(table, among: [table])
    entry.gap = gap
    entry.size = size
    return SchemaDrafter(schema: "public", flags: flags, publication: publication)
      .text(
        [entry],
        leftOut: [LeftOut(QualifiedName(schema: "public", name: "v"), .view, "a view")])
  }

  private func override(_ pattern: String, _ type: String) throws -> TypeOverride {
    TypeOverride(columns: try #require(ColumnPattern(pattern)), type: type)
  }

  @Test func overridesWinAndSayWhatTheyCost() throws {
    let flags = try flags { flags in
      flags.numeric = .string
      flags.overrides = [
        try override("t.*", "String"), try override("total", "Float64"),
        try override("public.t.id", "Int32"),
      ]
    }
    let text = text(flags)
    #expect(
      text.contains(
        """
                  databrewType: Float64
                  nativeConnectorType: numeric  # numeric(12,2); lossy: a reader of Float64 loses part of some values
        """), "\(text)")
    #expect(text.contains("bigint  # narrower: what is no Int32 goes to on_overflow"))
    #expect(text.contains("databrewType: String\n          nativeConnectorType: jsonb\n"))
    let losses = SchemaDrafter(schema: "public", flags: flags).losses(table)
    #expect(losses.map(\.column) == ["id", "total"])
    #expect(losses.map(\.classification) == [.narrowing, .lossy])
    let impossible = try self.flags { $0.overrides = [try override("pay", "Int32")] }
    #expect(
      SchemaDrafter(schema: "public", flags: impossible).losses(table).map(\.classification)
        == [.incompatible])
    #expect(SchemaDrafter(schema: "public").losses(table).isEmpty)
  }

  @Test func excludedColumnsAreNotThere() throws {
    let text = try text(flags { $0.excludedColumns = [try #require(ColumnPattern("t.pa?"))] })
    #expect(!text.contains("pay"))
    #expect(text.contains("pk: true"))
    let keyless = try self.text(flags { $0.excludedColumns = [try #require(ColumnPattern("id"))] })
    #expect(!keyless.contains("pk: true"), "what is left of a key identifies no row")
    #expect(keyless.contains("| no pk: id of the primary key is left out"))
  }

  @Test func aPublicationLimitsColumnsAndRows() {
    let publication = PublishedTables(
      name: "p", members: [1: .init(columns: [1, 3], filter: "(id > 0)\n${X}")])
    let text = text(SelectionFlags(), publication)
    #expect(text.contains("# total left out: not in the publication's column list"))
    #expect(text.contains("| row filter of the publication: (id > 0) $ {X}\n"))
    #expect(text.contains("- name: pay"))
  }

  @Test func commentsComeInThreeSizes() {
    let size = TableSize(rows: 120_000, bytes: 38 << 20)
    #expect(!text(SelectionFlags(), size: size).contains("~"))
    let full = flags { $0.comments = .full }
    #expect(text(full, size: size).contains("(primary key id) | ~120000 rows, ~38 MB\n"))
    #expect(text(full, size: TableSize(rows: nil, bytes: 8_192)).contains("| ~8192 bytes\n"))
    #expect(!text(full, size: TableSize(rows: nil, bytes: 0)).contains("~"))
    let none = flags { $0.comments = .none }
    #expect(!text(none, size: size).contains("#"), "\(text(none))")
    let gap = IdentityGap(reason: "no primary key", statements: ["ALTER …;"])
    let keyless = text(none, gap: gap).split(separator: "\n").dropFirst()
    #expect(keyless.allSatisfy { $0.hasPrefix("    # ") })
    #expect(keyless.contains("    #     - name: pay"))
    #expect(!keyless.contains { $0.contains("twice") || $0.contains("the number") })
  }
}
