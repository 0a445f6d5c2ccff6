import Catalog
import Foundation
import Postgres
import Testing

@Suite("The flags that select")
struct SelectionFlagsTests {
  @Test(
    arguments: [
      ("total", true), ("t*", true), ("orders.total", true), ("orders.*", true),
      ("public.orders.total", true), ("*.*.total", true), ("*.total", true), ("Total", false),
      ("public.total", false), ("sales.orders.total", false), ("orders.tota", false),
      ("\"orders.total\"", false), ("orders.\"total\"", true),
    ])
  func columnPatterns(_ pattern: String, _ expected: Bool) throws {
    let table = QualifiedName(schema: "public", name: "orders")
    #expect(try #require(ColumnPattern(pattern)).matches("total", of: table) == expected)
  }

  @Test(arguments: ["", "a.", ".a", "a.b.c.d", "a..b", "\"open"])
  func malformedColumnPatterns(_ pattern: String) { #expect(ColumnPattern(pattern) == nil) }

  @Test func keptAndReadBack() throws {
    var flags = SelectionFlags()
    flags.schemas = [try #require(NamePattern("s*"))]
    flags.tables = [try #require(NamePattern("\"e\u{301}\""))]
    flags.excludedTables = [try #require(NamePattern("a.b"))]
    flags.excludedColumns = [try #require(ColumnPattern("a.b.c"))]
    flags.fromPublication = "p"
    flags.partitions = .leaves
    flags.numeric = .float
    flags.overrides = [TypeOverride(columns: try #require(ColumnPattern("*.x")), type: "Int32")]
    flags.includesKeyless = true
    flags.comments = .full
    let data = try JSONEncoder().encode(flags)
    #expect(try JSONDecoder().decode(SelectionFlags.self, from: data) == flags)
    #expect(flags != SelectionFlags())
    // Bytes count: the composed letter is another table.
    var other = flags
    other.tables = [try #require(NamePattern("\"\u{E9}\""))]
    #expect(other != flags)
    let bad = String(decoding: data, as: UTF8.self).replacing("a.b.c", with: "a..c")
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(SelectionFlags.self, from: Data(bad.utf8))
    }
  }
}
