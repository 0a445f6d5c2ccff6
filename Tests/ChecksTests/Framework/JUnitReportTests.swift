import Checks
import Foundation
import FoundationXML
import Postgres
import Testing

/// The XML is read again by a parser.
@Suite struct JUnitReportTests {
  private func document(_ change: (inout Facts) -> Void) throws -> XMLDocument {
    var facts = Facts.healthyPipeline()
    change(&facts)
    let text = JUnitReport(Report(facts, today: "")).text()
    return try XMLDocument(xmlString: text)
  }

  @Test func everyFindingIsATestCase() throws {
    let document = try document {
      $0.server.settings["wal_level"]?.value = "replica"
      $0.gaps[.slots] = .denied(right: "GRANT pg_monitor TO \"cdc\";")
    }
    let failures = try document.nodes(forXPath: "//testcase[failure]/@name")
    #expect(failures.compactMap(\.stringValue) == ["wal-level:wal_level"])
    let skipped = try document.nodes(forXPath: "//testcase[skipped]/@name")
    #expect(skipped.compactMap(\.stringValue).contains("slot-exists"))
    let total = try document.nodes(forXPath: "/testsuites/@tests").first?.stringValue
    #expect(total == String(try document.nodes(forXPath: "//testcase").count))
  }

  @Test func hostileNamesAreEscaped() throws {
    let hostile = "a\"<b>&'c\u{1}\u{1B}[31m\nd"
    let document = try document {
      let name = QualifiedName(schema: "public", name: Identifier(hostile))
      $0.leaves[Facts.table] = [Leaf(table: name, identity: "no-key")]
      $0.publication = nil
    }
    let name = try document.nodes(forXPath: "//testcase[failure]/@name").last?.stringValue
    #expect(name == "replica-identity:public.a\"<b>&'c\\x01\\x1b[31m\nd")
  }
}
