import Checks
import Foundation
import Support
import Testing

/// docs/reference/checks holds the pages of the checks, one file each, and an index.
@Suite struct ReferenceTests {
  private static let folder = Repository.file("docs/reference/checks")

  @Test func thePagesAreNotStale() throws {
    let files = CheckReference.files()
    let manager = FileManager.default
    if ProcessInfo.processInfo.environment["BLINK_RECORD"] == "1" {
      try? manager.removeItem(at: Self.folder)
      try manager.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      for file in files {
        try file.text.write(
          to: Self.folder.appendingPathComponent(file.name), atomically: true, encoding: .utf8)
      }
    }
    let names = try manager.contentsOfDirectory(atPath: Self.folder.path).sorted()
    #expect(names == files.map(\.name).sorted())
    for file in files {
      let path = Self.folder.appendingPathComponent(file.name)
      #expect(
        (try? String(contentsOf: path, encoding: .utf8)) == file.text,
        "\(file.name): record it again with BLINK_RECORD=1 swift test --filter ReferenceTests")
    }
  }
}
