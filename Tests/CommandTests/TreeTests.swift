import Foundation
import Support
import Testing

/// What keeps the tree readable, and the layers apart (CONTRIBUTING.md).
@Suite("The tree") struct TreeTests {
  private struct Folder {
    var path: String
    var files: [String] = []
    var folders: [String] = []
  }

  /// Every folder of the code, by its path from the root.
  private static let folders: [Folder] = {
    var found: [Folder] = []
    var waiting = ["Sources", "Tests", "templates"]
    while let path = waiting.popLast() {
      var folder = Folder(path: path)
      let names = try? FileManager.default.contentsOfDirectory(
        atPath: Repository.file(path).path)
      for name in (names ?? []).sorted() where !name.hasPrefix(".") {
        let file = Repository.file("\(path)/\(name)")
        if (try? file.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true {
          folder.folders.append(name)
          waiting.append("\(path)/\(name)")
        } else {
          folder.files.append(name)
        }
      }
      found.append(folder)
    }
    return found
  }()

  private static let sources = folders.flatMap { folder in
    folder.files.filter { $0.hasSuffix(".swift") }.map { "\(folder.path)/\($0)" }
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: Repository.file(path), encoding: .utf8)
  }

  @Test func thereIsSomethingToLookAt() {
    #expect(Self.folders.count > 80 && Self.sources.count > 600)
  }

  @Test func noFolderHoldsFilesBesideFolders() {
    for folder in Self.folders where !folder.folders.isEmpty {
      #expect(folder.files == [], "\(folder.path)")
    }
  }

  @Test func noFolderHoldsMoreThanFifteenFiles() {
    for folder in Self.folders { #expect(folder.files.count <= 15, "\(folder.path)") }
  }

  @Test func noFileIsLongerThanThreeHundredLines() throws {
    for path in Self.sources {
      let lines = try Self.text(path).split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= 301, "\(path)")
    }
  }

  @Test func onlySystemAndPostgresCallTheOperatingSystem() throws {
    let allowed = ["Sources/Shared/System/", "Sources/Shared/Postgres/"]
    for path in Self.sources
    where !path.hasPrefix("Tests/") && !allowed.contains(where: { path.hasPrefix($0) }) {
      #expect(try !Self.text(path).contains("import Glibc\n"), "\(path)")
    }
  }

  @Test func thePipelineKnowsNoChecks() throws {
    for path in Self.sources where path.hasPrefix("Sources/Shared/Pipeline/") {
      #expect(try !Self.text(path).contains("import Checks\n"), "\(path)")
    }
  }
}
