import Foundation
import Support

/// A session that writes WAL at a steady rate into a table of its own, with two checkpoints a
/// second; it ends with this object.
final class SteadyWriter {
  private let cluster: TestCluster
  private let done = DispatchGroup()

  /// - Parameter kilobytes: of rows, ten times a second.
  init(_ cluster: TestCluster, kilobytes: Int) throws {
    self.cluster = cluster
    // Late ticks are made up for: a slow machine does not change the rate.
    try cluster.psql(
      """
      CREATE TABLE IF NOT EXISTS written (v text);
      CREATE OR REPLACE PROCEDURE write_steadily(kilobytes int) LANGUAGE plpgsql AS $$
      DECLARE start timestamptz := clock_timestamp();
      BEGIN
        FOR tick IN 1..100000 LOOP
          INSERT INTO written SELECT repeat('x', 960) FROM generate_series(1, kilobytes);
          COMMIT;
          IF tick % 5 = 0 THEN CHECKPOINT; END IF;
          PERFORM pg_sleep(extract(epoch FROM start + tick * interval '0.1 s' - clock_timestamp()));
        END LOOP;
      END $$;
      """)
    DispatchQueue.global().async(group: done) {
      _ = try? cluster.psql("CALL write_steadily(\(kilobytes))")
    }
  }

  deinit {
    _ = try? cluster.psql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'CALL write_steadily%'"
    )
    done.wait()
  }
}
