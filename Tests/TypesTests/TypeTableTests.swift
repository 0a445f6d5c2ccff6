import Diagnostics
import Foundation
import Support
import Testing
import Types

@Suite("The mapping table for people")
struct TypeTableTests {
  private static let page = Repository.file("docs/reference/types.md")

  @Test func thePageOfTheDocumentationIsUpToDate() throws {
    let text = TypeTable.markdown()
    if ProcessInfo.processInfo.environment["BLINK_RECORD"] == "1" {
      try FileManager.default.createDirectory(
        at: Self.page.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: Self.page, atomically: true, encoding: .utf8)
    }
    #expect(
      try String(contentsOf: Self.page, encoding: .utf8) == text,
      "docs/reference/types.md is stale: run the tests with BLINK_RECORD=1")
  }

  @Test func theTerminalGetsEveryRow() {
    let text = TypeTable.text(style: Style(isColored: false))
    for row in TypeMapping.rows {
      #expect(text.contains(row.postgres))
      #expect(text.contains(row.encoding))
      #expect(row.note.isEmpty || text.contains(row.note))
    }
    #expect(!text.contains("\u{1B}"))
  }
}
