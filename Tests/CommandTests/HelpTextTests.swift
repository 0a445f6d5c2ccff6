import Foundation
import Support
import Testing

/// Help that reads well in a terminal of 80 columns, and completions that offer what is there.
@Suite struct HelpTextTests {
  static let commands: [(BlinkBinary, [String])] = [
    (.schema, []), (.schema, ["init"]), (.schema, ["doctor"]), (.schema, ["lint"]),
    (.schema, ["types"]), (.schema, ["teardown"]), (.schema, ["diff"]), (.run, []),
  ]

  private func help(_ tool: BlinkBinary, _ command: [String]) throws -> [String] {
    try tool.run(command + ["--help"], environment: ["COLUMNS": "80"]).stdout
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test(arguments: commands)
  func everyLineFits(tool: BlinkBinary, command: [String]) throws {
    for line in try help(tool, command) { #expect(line.count <= 80, "\(line)") }
  }

  /// What is declared is wrapped already: wrapping it again would leave words alone on lines.
  @Test(arguments: commands)
  func noSentenceEndsInALineOfOneWord(tool: BlinkBinary, command: [String]) throws {
    let lines = try help(tool, command)
    for (before, line) in zip(lines, lines.dropFirst()) {
      let words = line.split(separator: " ")
      guard words.count == 1, !before.isEmpty, !before.hasSuffix(":"), !line.hasPrefix("  -"),
        // The name of an option that fills the column of names.
        !(before.hasPrefix("  -") && before.hasSuffix(">"))
      else { continue }
      Issue.record("one word alone: \(before)\n\(line)")
    }
  }

  @Test(arguments: commands)
  func theOverviewIsPrintedAsItIsDeclared(tool: BlinkBinary, command: [String]) throws {
    func overview(_ columns: String) throws -> Substring {
      let text = try tool.run(command + ["--help"], environment: ["COLUMNS": columns]).stdout
      return text.prefix(upTo: try #require(text.range(of: "USAGE:")).lowerBound)
    }
    #expect(try overview("80") == overview("200"))
  }

  @Test(arguments: commands)
  func noValueIsToldTwice(tool: BlinkBinary, command: [String]) throws {
    let text = try help(tool, command).joined(separator: " ")
      .split(separator: " ").joined(separator: " ")
    for match in text.matches(of: #/([^()]{0,160}) \(values: ([^;)]+)/#) {
      let values = match.2.split(separator: ", ")
      let told = values.filter { match.1.contains(" \($0), ") }
      #expect(told.count < 2, "\(match.0)")
    }
  }

  @Test func usageIsShortAndOptionsAreInGroups() throws {
    for (tool, command) in Self.commands {
      let lines = try help(tool, command)
      let usage = try #require(lines.first { $0.hasPrefix("USAGE: ") })
      #expect(usage.contains("<options>") && usage.count <= 60)
      let name = ([tool.rawValue] + command).joined(separator: " ")
      #expect(usage.hasPrefix("USAGE: \(name) "))
    }
    let titles = try help(.schema, ["init"]).filter { $0.hasSuffix(":") && !$0.hasPrefix(" ") }
    #expect(titles.contains("CONNECTION:") && titles.contains("SELECTION:"))
    #expect(titles.contains("CONFIGURATION FILE:") && titles.contains("OUTPUT:"))
  }

  private func bash(_ words: [String], in folder: TemporaryDirectory) throws -> [String] {
    let tool: BlinkBinary = words[0] == "blink-run" ? .run : .schema
    try folder.write("completion", tool.run(["--generate-completion-script", "bash"]).stdout)
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    let script = """
      source ./completion
      COMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count - 1); COMP_LINE="\(words.joined(separator: " "))"
      COMP_POINT=${#COMP_LINE}
      function=$(complete -p \(words[0]) | sed 's/.*-F \\([^ ]*\\).*/\\1/')
      $function \(words[0]) '\(words[words.count - 1])' '\(words[words.count - 2])' 2>/dev/null
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let outcome = try Program.run(
      "/bin/bash", ["-c", script], environment: ["PATH": "/usr/bin:/bin"], directory: folder.path)
    return outcome.stdout.split(separator: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
  }

  @Test func completionsOfferFilesAndValues() throws {
    let folder = try TemporaryDirectory()
    try folder.write("good.yaml", "")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/states", withIntermediateDirectories: false)
    #expect(try bash(["blink-run", "goo"], in: folder) == ["good.yaml"])
    #expect(try bash(["blink-run", "-c", "goo"], in: folder) == ["good.yaml"])
    #expect(try bash(["blink-schema", "lint", "goo"], in: folder) == ["good.yaml"])
    #expect(try bash(["blink-schema", "doctor", "--env-file", "g"], in: folder) == ["good.yaml"])
    #expect(try bash(["blink-run", "--state-dir", "st"], in: folder) == ["states"])
    #expect(try bash(["blink-schema", "init", "--with", "k"], in: folder) == ["k8s"])
    #expect(
      try bash(["blink-schema", "doctor", "--explain", "wal-l"], in: folder) == ["wal-level"])
    #expect(try bash(["blink-schema", "doctor", "--only", "publication-e"], in: folder).count >= 2)
  }
}
