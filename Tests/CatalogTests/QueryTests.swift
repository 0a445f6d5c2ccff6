import Testing

@testable import Catalog

@Suite("Statements fitted to a server's version")
struct QueryTests {
  private let file = Array(
    """
    SELECT a,
           b,  -- from 120000: false AS b,
           c
    WHERE x
      AND y  -- from 110000:

    """.utf8)

  @Test func newServersGetTheLinesAsTheyStand() {
    #expect(
      Query.text(file, version: 120_000) == "SELECT a,\n       b,\n       c\nWHERE x\n  AND y\n\n")
  }

  @Test func olderOnesGetTheFallbacks() {
    #expect(
      Query.text(file, version: 90_400) == "SELECT a,\n false AS b,\n       c\nWHERE x\n\n\n")
  }

  @Test func everyMarkerOfTheFilesIsUnderstood() {
    for file in [
      PackageResources.tables_sql, PackageResources.columns_sql, PackageResources.unique_keys_sql,
    ] {
      let oldest = Query.text(file, version: 90_400)
      let body = oldest.split(separator: "\n").filter { !$0.hasPrefix("--") }
      #expect(body.allSatisfy { !$0.contains("-- from") })
      for word in ["relispartition,", "a.attgenerated", "indnkeyatts", "relforcerowsecurity,  "] {
        #expect(!body.contains { $0.contains("." + word) }, "\(word) is not in 9.4")
      }
    }
  }
}
