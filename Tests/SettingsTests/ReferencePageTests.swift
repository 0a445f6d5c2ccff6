import Foundation
import Settings
import Support
import Testing

@Suite struct ReferencePageTests {
  @Test func thePageIsNotStale() throws {
    let path = Repository.file("docs/reference/configuration.md").path
    if ProcessInfo.processInfo.environment["BLINK_RECORD"] == "1" {
      try ReferencePage.text().write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(
      try String(contentsOfFile: path, encoding: .utf8) == ReferencePage.text(),
      "record it again with BLINK_RECORD=1 swift test")
  }
}
