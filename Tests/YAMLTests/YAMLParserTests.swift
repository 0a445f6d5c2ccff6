import Testing
import YAML

/// The strict YAML reader: what it takes, and where it says what is wrong.
@Suite struct YAMLParserTests {
  private func problem(_ bytes: [UInt8]) -> YAMLError? {
    do {
      _ = try YAMLParser.parse(bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    ("a: 1\nb: &x 2\n", "yaml-anchor", 2, 4), ("a: *x\n", "yaml-alias", 1, 4),
    ("a: 1\n---\nb: 2\n", "yaml-documents", 2, 1), ("a: !!binary x\n", "yaml-tag", 1, 4),
    ("a: 1\nb: 2\na: 3\n", "yaml-duplicate", 3, 1), ("", "yaml-empty", 1, 1),
    ("# only a comment\n", "yaml-empty", 1, 1), ("<<: {a: 1}\n", "yaml-merge", 1, 1),
    ("a: \"x\\0y\"\n", "yaml-nul", 1, 4), ("? [a]\n: 1\n", "yaml-key", 1, 3),
    ("a: [1\n", "yaml-syntax", 2, 1), ("a:\n\t- x\n", "yaml-syntax", 2, 1),
    ("a: \"open\n", "yaml-syntax", 2, 1), ("%YAML 3.0\n---\na: 1\n", "yaml-syntax", 1, 1),
    ("%YAML\na: 1\n", "yaml-syntax", 1, 6), ("%TAG ! !\na: 1\n", "yaml-syntax", 2, 1),
  ])
  func mistakes(text: String, code: String, line: Int, column: Int) {
    let error = problem(Array(text.utf8))
    #expect(error?.code == code)
    #expect(error?.line == line)
    #expect(error?.column == column)
  }

  @Test func theDuplicateNamesTheFirst() {
    #expect(problem(Array("a: 1\nb: 2\na: 3\n".utf8))?.message.contains("line 1") == true)
  }

  @Test func bytesThatAreNoTextHaveTheirPlace() {
    let cases: [([UInt8], Int, Int)] = [
      (Array("a: 1\nb: ".utf8) + [0], 2, 4), (Array("a: 1\r\nb: ".utf8) + [0xFF, 0x41], 2, 4),
      (Array("a: 1\rb: 2".utf8), 1, 5), ([0xFF, 0xFE, 0x61, 0], 1, 1),
      (Array("a: \u{1B}[0m".utf8), 1, 4),
    ]
    for (bytes, line, column) in cases {
      let error = problem(bytes)
      #expect(error?.code == "yaml-encoding")
      #expect(error?.line == line)
      #expect(error?.column == column)
    }
    #expect(problem([0xEF, 0xBB, 0xBF] + Array("a: 1\r\nb: 2\r\n".utf8)) == nil)
  }

  @Test func whatIsTooMuchIsRefused() {
    let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
    #expect(problem(Array(deep.utf8))?.code == "yaml-depth")
    let long = "a: " + String(repeating: "x", count: Limits.scalarBytes + 1)
    #expect(problem(Array(long.utf8))?.code == "yaml-size")
    #expect(problem(Array(repeating: 0x20, count: Limits.fileBytes + 1))?.code == "yaml-size")
    let list = Array("[a, b, c]".utf8)
    #expect(throws: Never.self) { try YAMLParser.parse(list, most: 4) }
    let error = #expect(throws: YAMLError.self) { try YAMLParser.parse(list, most: 3) }
    #expect(error?.code == "yaml-size" && error?.column == 8)
    let hostile = String(repeating: "[", count: 32_000)
    let began = ContinuousClock.now
    #expect(problem(Array(hostile.utf8)) != nil)
    #expect(began.duration(to: .now) < .seconds(1))
  }

  @Test func valuesKeepTheirText() throws {
    let root = try YAMLParser.parse(
      Array("a: no\nb: '0123'\nc: 1e3\nd:\n  - x\n  - \"\\u00e4\"\n".utf8))
    guard case .mapping(let pairs) = root.value else {
      Issue.record("not a mapping")
      return
    }
    #expect(pairs.map(\.key) == ["a", "b", "c", "d"])
    guard case .scalar("no", isPlain: true) = pairs[0].value.value,
      case .scalar("0123", isPlain: false) = pairs[1].value.value,
      case .sequence(let items) = pairs[3].value.value, case .scalar("ä", _) = items[1].value
    else {
      Issue.record("values changed")
      return
    }
    #expect(items[1].line == 6 && items[1].column == 5)
  }
}
