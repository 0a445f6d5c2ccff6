import Catalog
import Postgres
import Testing

@Suite("Patterns for names")
struct NamePatternTests {
  @Test(
    arguments: [
      ("orders", "public", "orders", true), ("orders", "sales", "orders", true),
      ("orders", "public", "Orders", false), ("ord*", "public", "orders", true),
      ("*", "public", "anything", true), ("*_old", "public", "a_old_old", true),
      ("*a*b*", "public", "xxaxxbxx", true), ("*a*b*", "public", "xxbxxaxx", false),
      ("t?", "public", "t1", true), ("t?", "public", "t", false), ("t?", "public", "té", true),
      ("t?", "public", "t12", false), ("public.*", "public", "t", true),
      ("public.*", "sales", "t", false), ("s*.o*", "sales", "orders", true),
      ("a.b", "a", "b", true), ("a.b", "public", "a.b", false),
      ("\"a.b\"", "public", "a.b", true), ("public.\"a.b\"", "public", "a.b", true),
      ("\"*\"", "public", "t", false), ("\"*\"", "public", "*", true),
      ("\"x\"\"y\"", "public", "x\"y", true), ("e\u{301}", "public", "\u{E9}", false),
      ("[a-z]", "public", "t", false), ("(a|b)", "public", "a", false),
    ])
  func matches(_ pattern: String, _ schema: String, _ name: String, _ expected: Bool) throws {
    let pattern = try #require(NamePattern(pattern))
    let table = QualifiedName(schema: Identifier(schema), name: Identifier(name))
    #expect(pattern.matches(table) == expected)
  }

  @Test(arguments: ["", ".", "a.", ".b", "a.b.c", "\"open", "\"\""])
  func malformed(_ pattern: String) { #expect(NamePattern(pattern) == nil) }

  @Test func schemasMatchWhole() throws {
    #expect(try #require(NamePattern("s*")).matches(schema: "sales"))
    #expect(try #require(NamePattern("\"a.b\"")).matches(schema: "a.b"))
    #expect(try !#require(NamePattern("a.b")).matches(schema: "a.b"))
  }

  @Test(.timeLimit(.minutes(1))) func manyStarsDoNotTakeForever() throws {
    let pattern = try #require(NamePattern(String(repeating: "*a", count: 200) + "b"))
    let name = Identifier(String(repeating: "a", count: 2_000))
    #expect(!pattern.matches(QualifiedName(schema: "public", name: name)))
  }
}
