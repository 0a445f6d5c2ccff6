import Foundation
import Support

/// A session that writes WAL at a steady rate into a table of its own, with two checkpoints a
/// second; it ends with this object.
final class SteadyWriter {
  private let cluster: TestCluster
  private let kilobytes: Int
  private let done = DispatchGroup()

  /// - Parameter kilobytes: of rows, ten times a second, for ten minutes at most.
  init(_ cluster: TestCluster, kilobytes: Int) throws {
    self.cluster = cluster
    self.kilobytes = kilobytes
    // Late ticks are made up for: a slow machine does not change the rate.
    try cluster.psql(
      """
      CREATE TABLE written (v text); CREATE TABLE pace (start timestamptz);
      CREATE PROCEDURE write_tick(tick int, start timestamptz, kilobytes int)
      LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_sleep(extract(epoch FROM start + tick * interval '0.1 s' - clock_timestamp()));
        INSERT INTO written SELECT repeat('x', 960) FROM generate_series(1, kilobytes);
      END $$;
      """)
    // One statement a tick: what a statement writes is counted when it is done.
    var script =
      "INSERT INTO pace VALUES (clock_timestamp()) RETURNING start \\gset\n"
    for tick in 1...6_000 {
      script += "CALL write_tick(\(tick), :'start', \(kilobytes));\n"
      if tick % 5 == 0 { script += "CHECKPOINT;\n" }
    }
    DispatchQueue.global().async(group: done) { [script] in _ = try? cluster.psql(script) }
  }

  /// Waits until it has written for a second what it should have, so that nothing is made up for.
  func settle() throws -> Bool {
    try eventually {
      try cluster.psql(
        """
        SELECT t > 1 AND (SELECT count(*) FROM written) >= (t * 10 - 1) * \(kilobytes)
          FROM (SELECT extract(epoch FROM clock_timestamp() - start) AS t FROM pace) p
        """) == "t"
    }
  }

  deinit {
    _ = try? cluster.psql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query ~ '^(CALL write_tick|CHECKPOINT)' AND pid <> pg_backend_pid()"
    )
    done.wait()
  }
}
