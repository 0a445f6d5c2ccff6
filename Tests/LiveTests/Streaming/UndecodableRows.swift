import Foundation
import Support
import Testing

/// Rows that no reader of the WAL can decode, on a table that is whole again afterwards.
///
/// They are written while `pg_class` counts one column more than `pg_attribute` has, and are decoded
/// with the catalog as it was then: "pg_attribute catalog is missing 1 attribute(s)".
enum UndecodableRows {
  /// Writes them into table `a`, behind one row that can be decoded.
  static func write(_ ids: ClosedRange<Int>, to cluster: TestCluster) throws {
    let group = DispatchGroup()
    DispatchQueue.global().async(group: group) {
      do {
        try cluster.psql(damage)
      } catch {
        Issue.record("\(error)")
      }
    }
    let isReady = try eventually {
      try cluster.psql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == "1"
    }
    guard isReady else { throw SupportError("nobody holds the lock that the rows wait for") }
    try cluster.psql(rows(ids))
    group.wait()
    try cluster.psql("UPDATE pg_class SET relnatts = relnatts - 1 WHERE oid = 'a'::regclass")
  }

  /// Damages the catalog once the rows wait, then lets them go on.
  private static let damage = """
    SET statement_timeout = '60s';
    SELECT pg_advisory_lock(1);
    DO $$ BEGIN
      WHILE NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted) LOOP
        PERFORM pg_sleep(0.01);
      END LOOP;
    END $$;
    UPDATE pg_class SET relnatts = relnatts + 1 WHERE oid = 'a'::regclass;
    SELECT pg_advisory_unlock(1);
    """

  /// A session notices the damage when it next takes a lock or looks something up: the first row
  /// fills its caches, and the empty UPDATE locks the table with its index.
  private static func rows(_ ids: ClosedRange<Int>) -> String {
    """
    SET statement_timeout = '60s';
    INSERT INTO a SELECT g, 0, rpad(g::text, 100, 'x')
      FROM generate_series(\(ids.lowerBound - 1), \(ids.lowerBound - 1)) g;
    BEGIN;
    UPDATE a SET n = n WHERE id = \(ids.lowerBound);
    INSERT INTO a SELECT g, 0, rpad(g::text, 100, 'x') FROM (SELECT pg_advisory_lock(1)) l,
      generate_series(\(ids.lowerBound), \(ids.upperBound)) g;
    COMMIT;
    """
  }
}
