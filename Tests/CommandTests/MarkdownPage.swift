import Foundation
import Support

/// A page of the documentation, as far as tests read it: its links and headings outside of code.
struct MarkdownPage {
  /// The path from the root of the repository.
  let path: String
  /// Lines outside of fenced code, with their numbers from 1.
  let lines: [(number: Int, text: String)]

  /// Reads a page by its path from the root.
  init(_ path: String) throws {
    self.path = path
    var isCode = false
    var lines: [(Int, String)] = []
    let text = try String(contentsOf: Repository.file(path), encoding: .utf8)
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      if line.trimmingPrefix(while: \.isWhitespace).hasPrefix("```") {
        isCode.toggle()
      } else if !isCode {
        lines.append((index + 1, line))
      }
    }
    self.lines = lines
  }

  /// README.md, CONTRIBUTING.md and every page under docs.
  static func all() throws -> [MarkdownPage] {
    let paths = ["README.md", "CONTRIBUTING.md"] + Repository.files(in: "docs", ending: ".md")
    return try paths.map { try MarkdownPage($0) }
  }

  /// The targets of its links, without those to other hosts. A link may continue on the next line.
  var links: [String] {
    let text = lines.map(\.text).joined(separator: "\n").replacing(/`[^`\n]*`/, with: "")
    return text.matches(of: /\]\(([^()\s]+)\)/).map { String($0.1) }
      .filter { !$0.contains("://") && !$0.hasPrefix("mailto:") }
  }

  /// The anchors of its headings, as GitHub forms them.
  var anchors: Set<String> {
    var anchors: Set<String> = []
    for (_, line) in lines {
      guard let heading = line.wholeMatch(of: /#{1,6} +(.*)/)?.1 else { continue }
      let words = heading.replacing(/\[([^\]]*)\]\([^)]*\)/) { $0.1 }.lowercased()
      let kept = words.filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
      let anchor = kept.replacing(" ", with: "-")
      var name = anchor
      var count = 0
      while !anchors.insert(name).inserted {
        count += 1
        name = "\(anchor)-\(count)"
      }
    }
    return anchors
  }

  /// Paths of this repository that the page names in code, without those with a placeholder.
  var namedPaths: [String] {
    let roots = /`((?:Sources|Tests|docs|scripts|templates|Benchmarks)\/[^`\s]*)`/
    return lines.flatMap { $0.text.matches(of: roots).map { String($0.1) } }
      .filter { !$0.contains(/[*<…]|\/[A-Z]{2,}(\/|\.|$)/) }
  }
}
