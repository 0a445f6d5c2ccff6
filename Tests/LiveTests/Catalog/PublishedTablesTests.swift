import Catalog
import Foundation
import Postgres
import Support
import Testing

@Suite("What a publication holds")
struct PublishedTablesTests {
  private static let schema = """
    CREATE SCHEMA s; CREATE TABLE a (id int PRIMARY KEY, b int, c int); CREATE TABLE s.b (id int);
    CREATE UNLOGGED TABLE s.u (id int); CREATE VIEW s.v AS SELECT 1;
    CREATE TABLE m (id int) PARTITION BY RANGE (id);
    CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (9) PARTITION BY RANGE (id);
    CREATE TABLE m11 PARTITION OF m1 FOR VALUES FROM (0) TO (5);
    CREATE TABLE s.m2 PARTITION OF m FOR VALUES FROM (10) TO (20);
    CREATE TABLE parent (id int); CREATE TABLE child () INHERITS (parent);
    CREATE PUBLICATION "all" FOR ALL TABLES;
    CREATE PUBLICATION all_roots FOR ALL TABLES WITH (publish_via_partition_root);
    CREATE PUBLICATION few FOR TABLE a (id, c) WHERE (b > 1), m;
    CREATE PUBLICATION roots FOR TABLE a, m, m11 WITH (publish_via_partition_root);
    CREATE PUBLICATION inner_root FOR TABLE m1 WITH (publish_via_partition_root);
    CREATE PUBLICATION by_schema FOR TABLES IN SCHEMA s, TABLE m11;
    CREATE PUBLICATION by_schema_roots FOR TABLES IN SCHEMA s, TABLE m WITH (publish_via_partition_root);
    CREATE PUBLICATION parents FOR TABLE parent; CREATE PUBLICATION "od""d é";
    """

  private func open(_ cluster: TestCluster) throws -> Connection {
    let parameters = try ConnectionParameters(
      conninfo: "host=127.0.0.1 port=\(cluster.port) user=postgres dbname=postgres")
    return try Connection.open(parameters, applicationName: "tests")
  }

  /// The server's own view is the measure.
  @Test func asTheServerSeesIt() throws {
    let cluster = try TestCluster()
    try cluster.psql(Self.schema)
    let session = try open(cluster)
    let publications = try session.query("SELECT pubname FROM pg_publication")
    #expect(publications.count == 9)
    for number in 0..<publications.count {
      let name = try #require(publications[row: number, index: 0])
      let contents = try Introspection.contents(on: session, publication: Identifier(name))
      let found = try #require(contents.publication)
      #expect(contents.publicationNames.count == 9)
      let rows = try session.query(
        "SELECT format('%s.%s', schemaname, tablename) AS t, attnames, rowfilter"
          + " FROM pg_publication_tables WHERE pubname = $1 ORDER BY 1", [name])
      let ours = contents.tables.filter { found.members[$0.oid] != nil }
      #expect(
        ours.map(\.name.description).sorted()
          == (0..<rows.count).compactMap { rows[row: $0, name: "t"] }.sorted(), "\(name)")
      for row in 0..<rows.count {
        let table = try #require(
          ours.first { $0.name.description == rows[row: row, name: "t"] })
        #expect(found.members[table.oid]?.filter == rows[row: row, name: "rowfilter"])
        #expect(
          table.columns.filter { found.holds($0, of: table) }.map(\.name.text)
            == rows.texts(row, "attnames")?.compactMap { $0 }, "\(name)")
      }
    }
    let none = try Introspection.contents(on: session, publication: "few ")
    #expect(none.publication == nil)
    #expect(none.publicationNames.contains("od\"d é"))
  }

  @Test func aLockedTableHidesOnlyTheTextOfItsFilter() throws {
    let cluster = try TestCluster()
    try cluster.psql(Self.schema)
    let locker = try open(cluster)
    try locker.script("BEGIN; LOCK TABLE a, m IN ACCESS EXCLUSIVE MODE")
    let session = try open(cluster)
    let contents = try Introspection.contents(on: session, publication: "few")
    let members = try #require(contents.publication).members
    #expect(members.count == 3)
    #expect(members.values.compactMap(\.filter).map { $0.contains("locked") } == [true])
    try locker.script("ROLLBACK")
  }
}
