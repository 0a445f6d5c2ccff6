import Foundation
import Support
import Testing

/// The documentation stands alone: whatever it or a comment refers to is in the repository.
@Suite("Documentation") struct DocumentationTests {
  @Test func everyRelativeLinkResolves() throws {
    let pages = try MarkdownPage.all()
    #expect(pages.count > 30)
    let anchors = Dictionary(uniqueKeysWithValues: pages.map { ($0.path, $0.anchors) })
    var count = 0
    for page in pages {
      for link in page.links {
        count += 1
        let parts = link.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
        let target = parts[0].isEmpty ? page.path : Self.path(parts[0], from: page.path)
        #expect(Repository.exists(target), "\(page.path): \(link) does not exist")
        guard parts.count > 1 else { continue }
        #expect(
          anchors[target]?.contains(parts[1]) == true, "\(page.path): \(link) has no such heading")
      }
    }
    #expect(count > 200)
  }

  @Test func everyPageIsReachedFromTheIndex() throws {
    let pages = try MarkdownPage.all()
    let links = Dictionary(
      uniqueKeysWithValues: pages.map { page in
        (page.path, page.links.map { Self.path(String($0.prefix { $0 != "#" }), from: page.path) })
      })
    var reached: Set<String> = []
    var next = ["docs/README.md"]
    while let path = next.popLast() {
      if reached.insert(path).inserted { next += links[path] ?? [] }
    }
    #expect(pages.map(\.path).filter { $0.hasPrefix("docs/") && !reached.contains($0) } == [])
  }

  @Test func pathsOfTheRepositoryThatPagesNameExist() throws {
    for page in try MarkdownPage.all() {
      for path in page.namedPaths {
        #expect(Repository.exists(path), "\(page.path): \(path) does not exist")
      }
    }
  }

  /// Papers that only their author has are no source for a reader.
  @Test func commentsAndPagesCiteOnlyWhatTheReaderHas() throws {
    var problems: [String] = []
    for path in Repository.files(in: "Sources", ending: ".swift") {
      let text = try String(contentsOf: Repository.file(path), encoding: .utf8)
      // Regular expressions are slow, and hardly a file cites anything.
      guard Self.words.contains(where: text.contains) else { continue }
      for (index, line) in text.components(separatedBy: "\n").enumerated()
      where Self.words.contains(where: line.contains) {
        guard let comment = line.firstMatch(of: /(?:^|\s)\/\/.*/)?.0 else { continue }
        problems += Self.problems(String(comment)).map { "\(path):\(index + 1): \($0)" }
      }
    }
    for page in try MarkdownPage.all() where page.path.hasPrefix("docs/") {
      for line in page.lines where Self.words.contains(where: line.text.contains) {
        let text = line.text.replacing(/\]\([^)]*\)/, with: "]")
        problems += Self.problems(text).map { "\(page.path):\(line.number): \($0)" }
      }
    }
    #expect(problems == [])
  }

  @Test func aCitationOfWhatIsNotThereIsSeen() {
    #expect(Self.problems("/// Pure (reliability.md, section 2.1).") == ["reliability.md"])
    #expect(Self.problems("// (architecture.md, rule 3)") == ["architecture.md"])
    #expect(Self.problems("/// What exit codes mean (contract, section 1).") == ["(contract"])
    #expect(Self.problems("// where the contract says otherwise") == ["the contract"])
    #expect(Self.problems("/// The seed's layout.") == ["seed"])
    #expect(Self.problems("/// See docs/reference/events.md; the contract of a sink.") == [])
  }

  /// Without one of them a text cites nothing.
  private static let words = [".md", "ontract", "eed"]

  /// What a line refers to and a reader cannot find.
  private static func problems(_ text: String) -> [String] {
    let files = text.matches(of: /[A-Za-z0-9_.\/-]+\.md\b/).map { String($0.0) }
      .filter { !$0.contains(/[A-Z]{2,}\.md$/) && !Repository.exists($0) }
    let phrases = /\(contract\b|\bcontract, section|\b[Tt]he contract\b(?! of| suite)|\b[Ss]eed\b/
    let others = text.matches(of: phrases.wordBoundaryKind(.simple))
    return files + others.map { String($0.0) }
  }

  /// The path from the root of what a page refers to.
  private static func path(_ target: String, from page: String) -> String {
    var parts = page.split(separator: "/").dropLast().map(String.init)
    for part in target.split(separator: "/") {
      switch part {
      case ".": continue
      case "..": _ = parts.popLast()
      default: parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }
}
