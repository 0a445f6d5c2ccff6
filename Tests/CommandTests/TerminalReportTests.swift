import Foundation
import Support
import Testing

/// doctor's report on a terminal is as wide as the terminal; elsewhere its lines are whole.
@Suite struct TerminalReportTests {
  private func doctor(_ before: String) throws -> [Substring] {
    let folder = try TemporaryDirectory()
    // `script` has a terminal for standard output; nothing listens on port 1.
    let command = "\(before)'\(BlinkBinary.schema.path)' doctor -d 'host=127.0.0.1 port=1'"
    let outcome = try Program.run(
      "/usr/bin/script", ["-qec", command, "/dev/null"],
      environment: ["PATH": "/usr/bin:/bin", "TERM": "xterm"], directory: folder.path, timeout: 60)
    #expect(outcome.exit == 4, "\(outcome)")
    return outcome.stdout.replacingOccurrences(of: "\r", with: "").split(separator: "\n").map {
      $0.replacing(/\u{1B}\[[0-9]*m/, with: "")
    }
  }

  /// What is copied stays whole: the first lines, and remedies.
  private func isProse(_ line: Substring) -> Bool {
    !line.contains("blink-schema") && !line.contains(/^ +(fix|or|then)\b/)
  }

  @Test(arguments: [40, 60, 80, 200])
  func proseFitsTheTerminal(columns: Int) throws {
    let lines = try doctor("stty cols \(columns); ")
    let report = lines.drop { !$0.contains("[") }
    #expect(report.contains { $0.contains("tcp") })
    for line in report.dropLast() where isProse(line) {
      #expect(line.count <= columns, "\(line)")
    }
    // A narrower terminal has more lines, with the same words.
    let wide = try doctor("stty cols 400; ").drop { !$0.contains("[") }
    func words(_ lines: ArraySlice<Substring>) -> [Substring] {
      lines.dropLast().flatMap { $0.split(separator: " ") }
    }
    #expect(words(report) == words(wide))
    #expect(columns >= 200 || report.count > wide.count)
  }

  @Test func aTerminalWithoutASizeHas80Columns() throws {
    let lines = try doctor("stty cols 0; ").drop { !$0.contains("[") }
    #expect(lines.dropLast().filter(isProse).allSatisfy { $0.count <= 80 })
    let narrow = try doctor("stty cols 0; COLUMNS=50 ").drop { !$0.contains("[") }
    #expect(narrow.dropLast().filter(isProse).allSatisfy { $0.count <= 50 })
  }

  @Test func marksAreASCIIInTheCLocale() throws {
    let folder = try TemporaryDirectory()
    for (locale, mark) in [("C", "x "), ("POSIX", "x "), ("C.UTF-8", "✗ "), ("", "✗ ")] {
      let lint = try BlinkBinary.schema.run(
        ["lint", "-"], environment: ["LC_ALL": locale, "LANG": locale], directory: folder.path)
      #expect(lint.stdout.contains("\(mark)<stdin>: 1 error"), "\(lint.stdout)")
    }
  }
}
