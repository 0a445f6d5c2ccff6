import Checks
import Foundation
import Support
import Testing

/// Each check is seen on a real server, or it is said why that cannot be.
@Suite struct CoverageTests {
  private static let files: [String: URL] = {
    let all = FileManager.default.enumerator(
      at: Repository.file("Tests/LiveTests"), includingPropertiesForKeys: nil)
    var files: [String: URL] = [:]
    while let file = all?.nextObject() as? URL {
      files[file.deletingPathExtension().lastPathComponent] = file
    }
    return files
  }()

  @Test func everyCheckIsInTheTable() {
    #expect(Set(Coverage.all.keys) == Set(Registry.ids))
  }

  @Test func theNamedTestsSeeTheFindings() throws {
    for (id, coverage) in Coverage.all {
      switch coverage {
      case .recorded(let reason): #expect(reason.count > 20, "\(id)")
      case .live(let name):
        let parts = name.split(separator: ".").map(String.init)
        let file = try #require(Self.files[parts[0]], "\(name) is in no file")
        let text = try String(contentsOf: file, encoding: .utf8)
        let after = try #require(text.range(of: "func \(parts[1])("), "\(name) is no test")
        // To where the next one begins.
        let body = text[after.upperBound...].components(separatedBy: "  @Test")[0]
        #expect(body.contains("\"\(id)\""), "\(name) does not name \(id)")
      }
    }
  }
}
