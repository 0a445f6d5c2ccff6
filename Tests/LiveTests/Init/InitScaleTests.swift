@testable import Catalog
import Foundation
import Postgres
import Support
import Testing

/// A database with very many tables, looked at by a role that may only SELECT while a table is
/// locked: every key is found, in little memory and about the time that the queries take.
@Suite(.serialized) struct InitScaleTests {
  private static let count = Battery.rounds(500, full: 10_000)

  /// Fifteen columns a table; each third key has two columns.
  private static let schema = """
    CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy'); CREATE ROLE reader LOGIN;
    CREATE SCHEMA s0; CREATE SCHEMA s1; CREATE SCHEMA s2; GRANT USAGE ON SCHEMA s0, s1, s2 TO reader;
    CREATE PROCEDURE make(first int, last int) LANGUAGE plpgsql AS $$ BEGIN
      FOR i IN first..last LOOP
        EXECUTE format('CREATE TABLE %1$s (id bigint, a text NOT NULL, b varchar(40), c int, d smallint,
            e numeric(12,2), f timestamptz DEFAULT now(), g boolean, h jsonb, i uuid, j date, k float8,
            l text[], m public.mood, n bytea, PRIMARY KEY (id%2$s));
          COMMENT ON TABLE %1$s IS ''what it is for''; GRANT SELECT ON %1$s TO reader',
          format('s%s.table_%s', i % 3, i), CASE WHEN i % 3 = 0 THEN ', c' ELSE '' END);
      END LOOP; END $$;
    """

  /// What `init` asks, as psql can run it; the answers are dropped.
  private func statements(_ version: Int) -> String {
    func prepared(_ name: String, _ file: [UInt8]) -> String {
      "PREPARE \(name) AS \(Query.text(file, version: version));\n"
    }
    return "\\o /dev/null\n\(Introspection.preamble);\n"
      + "SELECT array_agg(c.oid) AS oids FROM pg_class c WHERE c.relname LIKE 'table%' \\gset\n"
      + "SELECT array_agg(t.oid) AS types FROM pg_type t WHERE t.typtype IN ('b', 'e') \\gset\n"
      + prepared("relations", PackageResources.tables_sql)
      + prepared("attributes", PackageResources.columns_sql)
      + prepared("types", PackageResources.types_sql)
      + prepared("keys", PackageResources.unique_keys_sql)
        + """
        EXECUTE relations(NULL, NULL, NULL); EXECUTE attributes(:'oids'); EXECUTE types(:'types');
        EXECUTE keys(:'oids'); COMMIT;
        """
  }

  private func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    return (ContinuousClock.now - start) / .seconds(1)
  }

  @Test func everyKeyIsFoundByAReaderBesideALock() throws {
    let cluster = try TestCluster(settings: ["autovacuum": "off"])
    let calls = stride(from: 0, to: Self.count, by: 100).map { "CALL make(\($0), \($0 + 99));" }
    try cluster.psql(Self.schema + calls.joined(separator: "\n") + "VACUUM ANALYZE;")
    let parameters = try ConnectionParameters(
      conninfo: "host=127.0.0.1 port=\(cluster.port) user=postgres dbname=postgres")
    let locker = try Connection.open(parameters, applicationName: "tests")
    try locker.script("BEGIN; LOCK TABLE s1.table_1, s0.table_0 IN ACCESS EXCLUSIVE MODE")

    let folder = try TemporaryDirectory()
    var (peak, best) = (0, Double.infinity)
    var text = ""
    for _ in 0..<Battery.rounds(1, full: 3) {
      let time = try seconds {
        let program = try BlinkBinary.schema.start(
          ["init", "--print", "-d", "postgresql://reader@127.0.0.1:\(cluster.port)/postgres"],
          directory: folder.path, path: Battery.isFull ? BlinkBinary.schema.releasePath() : nil)
        while program.isRunning {
          if let memory = program.peakMemoryKiB { peak = memory }
          usleep(2_000)
        }
        #expect(try program.wait() == 0, "\(program.stderr)")
        text = program.stdout
      }
      best = min(best, time)
    }
    #expect(text.utf8.count > Self.count * 2_000)
    let lines = text.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("    - stream: ") } == Self.count)
    #expect(lines.count { $0.hasSuffix("pk: true") } == Self.count + (Self.count + 2) / 3)
    #expect(
      lines.count { $0.hasSuffix("| replica identity: default (primary key id, c)") }
        == (Self.count + 2) / 3)
    #expect(peak < 120 * 1_024)
    guard Battery.isFull else { return }
    var queries = Double.infinity
    for _ in 0..<3 {
      queries = min(
        queries, try seconds { try cluster.psql(statements(locker.serverVersion), user: "reader") })
    }
    print("init of \(Self.count) tables: \(best) s, \(peak) KiB; its queries in psql: \(queries) s")
    #expect(best < min(queries + 1, 6))
  }
}
