import Diagnostics
import Settings
import Testing

@Suite struct SubstitutionTests {
  private static let variables = ["A": "1", "EMPTY": "", "NESTED": "${A}"]

  @Test(arguments: [
    ("${A}", "1"), ("x${A}y${A}", "x1y1"), ("${B:d}", "d"), ("${EMPTY:d}", ""),
    ("${EMPTY:-d}", "d"), ("${A:-d}", "1"), ("${NESTED}", "${A}"), ("${{A}}", "${A}"),
    ("$A", "$A"), ("${A", "${A"), ("${}", "${}"), ("${1A}", "${1A}"), ("${B:}", ""),
    ("${B:-a:b}", "a:b"), ("$${A}", "$1"), ("${A b}", "${A b}"),
  ])
  func forms(text: String, expected: String) {
    let (result, missing) = Substitution.expand(text) { Self.variables[$0] }
    #expect(result == expected)
    #expect(missing == [])
  }

  @Test func missingVariablesAreNamed() {
    let (_, missing) = Substitution.expand("${X}${A}${Y}") { Self.variables[$0] }
    #expect(missing == ["X", "Y"])
  }

  @Test func envFiles() throws {
    let text = """
      # comment
      A=1
      export B = two words
      C='$A "x"'
      D="a\\n\\"b\\""   # tail
      E=x # tail

      """
    let values = try EnvFile.parse(Array(text.utf8), file: ".env")
    #expect(values == ["A": "1", "B": "two words", "C": "$A \"x\"", "D": "a\n\"b\"", "E": "x"])
    for (bad, line) in [("A=1\nnot a line", 2), ("1A=x", 1), ("A=\"open", 1)] {
      let error = #expect(throws: Failure.self) { try EnvFile.parse(Array(bad.utf8), file: ".env") }
      #expect(error?.subject == ".env:\(line):1")
    }
  }

  @Test(arguments: [
    ("500ms", Duration.milliseconds(500)), ("10s", .seconds(10)), ("5m", .seconds(300)),
    ("1h", .seconds(3600)),
  ])
  func durations(text: String, expected: Duration) { #expect(DurationText.parse(text) == expected) }

  @Test(arguments: ["", "s", "10", "10 s", "-1s", "1.5s", "1h30", "10S", "1d", "99999999999s"])
  func noDurations(text: String) { #expect(DurationText.parse(text) == nil) }
}
