@testable import Catalog
import Postgres
import Support
import Testing

@Suite("Statements of older versions on a real server")
struct VersionTests {
  private static let versions = [
    90_400, 90_500, 90_600, 100_000, 110_000, 120_000, 130_000, 140_000, 150_000, 160_000, 170_000,
    180_000,
  ]

  /// What older versions have no word for is not there, so every version says the same of it.
  @Test func everyVersionSaysTheSame() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE DOMAIN d AS int NOT NULL; CREATE TYPE mood AS ENUM ('a', 'b');
      CREATE TABLE t (b int, a d, m mood[], n numeric(12,2), PRIMARY KEY (a, b)); COMMENT ON TABLE t IS 'said';
      CREATE TABLE u (k int NOT NULL UNIQUE); ALTER TABLE u REPLICA IDENTITY USING INDEX u_k_key;
      CREATE TABLE c (e text) INHERITS (u); CREATE VIEW v AS SELECT 1; CREATE UNLOGGED TABLE w (x int);
      CREATE PUBLICATION p FOR TABLE t, c;
      """)
    let parameters = try ConnectionParameters(
      conninfo: "host=127.0.0.1 port=\(cluster.port) user=postgres dbname=postgres")
    let session = try Connection.open(parameters, applicationName: "tests")
    let versions = Self.versions.filter { $0 <= session.serverVersion }
    #expect(versions.count >= 7)
    var first: [Table]?
    for version in versions {
      for source in Introspection.Source.allCases {
        let reader = CatalogReader(serverVersion: version, source: source)
        try session.script(Introspection.preamble)
        let tables = try reader.tables(on: session, schemas: nil, names: nil)
        let published = try reader.publication("p", among: tables, on: session)
        try session.script("COMMIT")
        #expect(tables.count == 5)
        #expect(tables == first ?? tables, "\(version), \(source)")
        first = first ?? tables
        #expect(published.found?.members.count == (version < 100_000 ? nil : 2))
      }
    }
  }
}
