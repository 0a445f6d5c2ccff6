@testable import Catalog
import Testing

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

  /// Every statement, by the name of its file.
  private static let files = [
    "tables": PackageResources.tables_sql, "columns": PackageResources.columns_sql,
    "columns_information_schema": PackageResources.columns_information_schema_sql,
    "types": PackageResources.types_sql, "enums": PackageResources.enums_sql,
    "parents": PackageResources.parents_sql, "unique_keys": PackageResources.unique_keys_sql,
    "publications": PackageResources.publications_sql,
    "publication_tables": PackageResources.publication_tables_sql,
    "publication_schemas": PackageResources.publication_schemas_sql,
    "publication_filters": PackageResources.publication_filters_sql,
  ]

  /// Words of the catalog with the version that brought them (release notes of each version).
  private static let words = [
    ("c.relrowsecurity", 90_500), ("c.relforcerowsecurity", 90_500),
    ("c.relispartition", 100_000), ("a.attidentity", 100_000), ("indnkeyatts", 110_000),
    ("a.attgenerated", 120_000), ("p.pubviaroot", 130_000), ("r.prattrs", 150_000),
    ("nn.convalidated", 180_000), ("p.pubgencols", 180_000),
    ("r.prexcept", 190_000),
  ]

  @Test(arguments: words)
  func wordsComeWithTheirVersion(_ word: String, _ version: Int) {
    func uses(_ version: Int) -> Bool {
      Self.files.values.contains { file in
        Query.text(file, version: version).split(separator: "\n")
          .contains { !$0.hasPrefix("--") && $0.contains(word) }
      }
    }
    #expect(uses(version), "\(word) is asked for from \(version)")
    #expect(!uses(version - 1), "\(word) is not there before \(version)")
    #expect(!uses(90_400))
  }

  @Test(
    arguments: [
      90_400, 90_500, 90_600, 100_000, 110_000, 120_000, 130_000, 140_000, 150_000, 160_000,
      170_000, 180_000,
    ])
  func everyMarkerOfTheFilesIsUnderstood(_ version: Int) {
    for (name, file) in Self.files {
      let body = Query.text(file, version: version).split(separator: "\n")
        .filter { !$0.hasPrefix("--") }
      #expect(body.allSatisfy { !$0.contains("-- from") }, "\(name) for \(version)")
    }
  }

  /// What waits for a table's lock, or comes later than the oldest server.
  @Test func nothingWaitsForALock() {
    for (name, file) in Self.files where name != "publication_filters" {
      let text = String(decoding: file, as: UTF8.self)
      for word in [
        "pg_get_expr", "pg_get_indexdef", "pg_get_partkeydef", "_size(", "column_default",
        "pg_publication_tables", "pg_partition_root",
      ] {
        let body = text.split(separator: "\n").filter { !$0.hasPrefix("--") }
        #expect(!body.contains { $0.contains(word) }, "\(name): \(word)")
      }
    }
  }
}
