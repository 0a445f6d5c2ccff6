@testable import blink_schema
import Catalog
import Foundation
import Postgres
import Support
import Testing

/// What `init` asks, and which flags say the same.
@Suite struct QuestionnaireTests {
  private static func table(
    _ schema: Identifier, _ name: Identifier, keyless: Bool = false
  ) -> Table {
    let int4 = TypeName(oid: 23, schema: "pg_catalog", name: "int4")
    let type = DataType(
      own: int4, formatted: "integer", informationSchemaName: "integer", base: int4,
      baseKind: UInt8(ascii: "b"))
    var column = Column(number: 1, name: "id", type: type)
    column.primaryKeyPosition = keyless ? nil : 1
    return Table(
      oid: UInt32(schema.text.utf8.count * 100 + name.text.utf8.count),
      name: QualifiedName(schema: schema, name: name), owner: "me", columns: [column])
  }

  private func questionnaire(
    _ tables: [Table], given change: (inout SelectionFlags) -> Void = { _ in }
  ) -> Questionnaire {
    var flags = SelectionFlags()
    change(&flags)
    return Questionnaire(tables, given: flags, serverVersion: 150_000)
  }

  private static func patterns(_ texts: String...) -> [NamePattern] {
    texts.compactMap { NamePattern($0) }
  }

  @Test(
    arguments: [
      ("", [0, 1, 2, 3, 4]), ("all", [0, 1, 2, 3, 4]), ("none", []), ("1", [0]),
      ("1-3", [0, 1, 2]), ("5,1", [0, 4]), ("1-2, 4", [0, 1, 3]), ("2 2,2-2", [1]),
      ("!2", [0, 2, 3, 4]), ("!1-3,5", [3]), ("!1-5", []),
    ] as [(String, [Int])])
  func answers(_ text: String, _ picked: [Int]) {
    #expect(Picks.parse(text, count: 5)?.sorted() == picked)
  }

  @Test(arguments: [
    "0", "6", "1-6", "3-1", "-", "1-", "-1", "+1", "1-2-3", "x", "all 1", "!", "1,!2", "1.5",
    "99999999999999999999", "١",
  ])
  func answersThatAreNotUnderstood(_ text: String) {
    #expect(Picks.parse(text, count: 5) == nil)
  }

  @Test func schemasThenTables() throws {
    var asked = questionnaire([
      Self.table("public", "a"), Self.table("public", "log", keyless: true),
      Self.table("sales", "b"), Self.table("x.y", "c"),
    ])
    let first = try #require(asked.question)
    #expect(first.hasPrefix("Schemas:\n     schema  tables\n  1  public       2\n"))
    #expect(first.contains("\n  3  x.y          1\n"))
    #expect(asked.answer("4") == "invalid answer: \(Picks.help)")
    // The list is on the screen already.
    #expect(asked.question == "Which schemas? (\(Picks.help))\n> ")
    #expect(first.hasSuffix(try #require(asked.question)))
    #expect(asked.answer("1,3") == "equivalent to --schema public --schema '\"x.y\"'")
    let second = try #require(asked.question)
    #expect(second.contains("  2  public.log     ?     ?  none  ! no primary key, will be"))
    #expect(!second.contains("sales"))
    #expect(asked.answer("!2") == "equivalent to --exclude-table public.log")
    #expect(asked.question == nil)
    #expect(!asked.picksNothing)
    #expect(
      asked.flags.words == [
        "--schema", "public", "--schema", "\"x.y\"", "--exclude-table", "public.log",
      ])
  }

  @Test func theShorterFlagsAndNoFlag() {
    let tables = (0..<21).map { Self.table("public", Identifier("t\($0)")) }
    for (answer, flags) in [
      ("", ""), ("all", ""), ("1-19", "--exclude-table public.t19 --exclude-table public.t20"),
      ("2", "--table public.t1"),
    ] {
      var asked = questionnaire(tables)
      #expect(asked.question?.hasPrefix("Tables") == true)
      _ = asked.answer(answer)
      #expect(asked.flags.text == flags)
      #expect(asked.question == nil)
    }
    var asked = questionnaire(tables)
    #expect(asked.answer("none") == "nothing is selected")
    #expect(asked.picksNothing)
  }

  @Test func whatNeedsNoQuestion() {
    let few = (0..<20).map { Self.table("public", Identifier("t\($0)")) }
    #expect(questionnaire(few).question == nil)
    #expect(questionnaire([]).question == nil)
    #expect(questionnaire([Self.table("a", "t", keyless: true)]).question == nil)
    let mixed = few + [Self.table("s", "k", keyless: true)]
    #expect(questionnaire(mixed).question != nil)
    // Whoever gave flags has chosen.
    #expect(questionnaire(mixed) { $0.tables = Self.patterns("t*") }.question == nil)
    #expect(questionnaire(mixed) { $0.fromPublication = "p" }.question == nil)
    let excluding = questionnaire(mixed) {
      $0.schemas = Self.patterns("*")
      $0.excludedTables = Self.patterns("t1")
    }
    #expect(excluding.question == nil)
    let given = questionnaire(mixed) { $0.schemas = Self.patterns("public", "s") }
    #expect(given.question?.hasPrefix("Tables") == true)
  }

  /// The rows of a partitioned table are in its partitions, which are no streams of their own.
  @Test func aPartitionedTableIsAsBigAsItsPartitions() throws {
    var root = Self.table("public", "events")
    root.kind = .partitioned
    let leaves = [Identifier("events_1"), "events_02"].map { name in
      var leaf = Self.table("public", name)
      leaf.isPartition = true
      leaf.root = Table.Parent(oid: root.oid, name: root.name)
      leaf.estimatedRows = 600
      leaf.estimatedBytes = 8 << 20
      return leaf
    }
    let keyless = Self.table("public", "k", keyless: true)
    let question = try #require(questionnaire([root] + leaves + [keyless]).question)
    #expect(question.contains("  1  public.events  ~1200  16 MB  id\n"), "\(question)")
    #expect(!question.contains("events_1"))
  }

  static let hostile: [Identifier] = [
    "a", "it's", "a.b", "\"q", "*", "a?b", "new\nline", "esc\u{1B}[0m", "$(x)", "${x}", "é",
    "e\u{301}", "-x", "--print", "back\\slash", "!1", " lead", "tab\t1", "\u{202E}rtl", "\u{85}7",
  ]

  @Test(arguments: hostile)
  func flagsOfHostileNamesMeanThatNameOnly(_ name: Identifier) throws {
    let table = QualifiedName(schema: name, name: name)
    let schema = try #require(NamePattern.literal(name))
    let pattern = try #require(NamePattern.literal(table))
    var flags = SelectionFlags()
    flags.schemas = [schema]
    flags.excludedTables = [pattern]
    for other in Self.hostile {
      #expect(schema.matches(schema: other) == (other == name))
      #expect(pattern.matches(QualifiedName(schema: name, name: other)) == (other == name))
      #expect(pattern.matches(QualifiedName(schema: other, name: name)) == (other == name))
    }
    // What the terminal shows is one line without controls, and a shell reads the words back.
    #expect(flags.text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    let echoed = try Program.run(
      "/bin/bash", ["-c", "printf '%s\\0' \(flags.text)"], environment: ["LANG": "C.UTF-8"])
    #expect(
      echoed.stdout.utf8.elementsEqual(flags.words.map { $0 + "\0" }.joined().utf8),
      "\(flags.text)")
  }

  /// The user's own flags are in the user's command already.
  @Test func onlyAnswersAreTold() {
    let tables = [Self.table("-x", "a"), Self.table("-x", "k", keyless: true)]
    var asked = questionnaire(tables) { $0.schemas = Self.patterns("*") }
    _ = asked.answer("1")
    #expect(asked.words == "--no-input '--exclude-table=-x.k'")
    #expect(asked.flags.words == ["--schema", "*", "--exclude-table=-x.k"])
    #expect(questionnaire([]).words == "--no-input")
  }

  @Test func sizes() {
    #expect(
      [0, 10_239, 10_240, 8 << 20, 30 << 30, 20 << 40].map(QuestionText.size)
        == ["0 B", "10239 B", "10 kB", "8192 kB", "30 GB", "20 TB"])
  }
}
