import Foundation
import Support

/// Writers that change a ledger while the tools run: inserts, updates, deletes, key changes,
/// savepoints that are rolled back, and wide values.
final class Load: @unchecked Sendable {
  // SAFETY: `running` is read and written under `lock`.
  private let lock = NSLock()
  private var running = true
  private let group = DispatchGroup()
  private let problems = Problems()

  static let tables = """
    CREATE TABLE account (id int PRIMARY KEY, balance bigint NOT NULL, note text);
    CREATE TABLE journal (id bigserial PRIMARY KEY, writer int NOT NULL, n int NOT NULL, t text);
    INSERT INTO account SELECT g, 1000, repeat('x', g % 3000) FROM generate_series(1, 500) g;
    INSERT INTO journal (writer, n, t) SELECT 0, g, md5(g::text) FROM generate_series(1, 5000) g;
    CREATE PROCEDURE work(w int, until timestamptz) LANGUAGE plpgsql AS $$
    DECLARE k int := 0; a int;
    BEGIN
      WHILE clock_timestamp() < until LOOP
        k := k + 1; a := 1 + (random() * 499)::int;
        INSERT INTO journal (writer, n, t) VALUES (w, k, repeat(md5(k::text), (random() * 60)::int));
        UPDATE account SET balance = balance + k WHERE id = a;
        IF k % 7 = 0 THEN
          BEGIN
            INSERT INTO journal (writer, n) VALUES (w, -k);
            RAISE EXCEPTION 'rolled back';
          EXCEPTION WHEN raise_exception THEN NULL;
          END;
        END IF;
        IF k % 11 = 0 THEN DELETE FROM journal WHERE writer = w AND n = k - 5; END IF;
        IF k % 13 = 0 THEN
          UPDATE account SET id = id + 100000 * w WHERE id = a AND id < 100000;
          UPDATE account SET id = id - 100000 * w WHERE id = a + 100000 * w;
        END IF;
        IF k % 17 = 0 THEN UPDATE account SET note = repeat(md5(k::text), 200) WHERE id = a; END IF;
        COMMIT;
        IF k % 5 = 0 THEN PERFORM pg_sleep(0.002); END IF;
      END LOOP;
    END $$;
    """

  static let streams = [
    Fixture.stream("account", [("id", "Int32"), ("balance", "Int64"), ("note", "String")]),
    Fixture.stream(
      "journal", [("id", "Int64"), ("writer", "Int32"), ("n", "Int32"), ("t", "String")]),
  ].joined(separator: "\n")

  /// Starts `writers` sessions that work until `finish`.
  init(_ cluster: TestCluster, writers: Int) {
    let queue = DispatchQueue(label: "load", attributes: .concurrent)
    for writer in 1...writers {
      queue.async(group: group) { [self] in
        while lock.withLock({ running }) {
          do {
            try cluster.psql("CALL work(\(writer), clock_timestamp() + interval '0.3 s')")
          } catch {
            // Deadlocks between key changes are part of the load.
            if !"\(error)".contains("deadlock") { problems.watch { throw error } }
          }
        }
      }
    }
  }

  /// Ends the writers and gives what went wrong in them.
  func finish() -> [String] {
    lock.withLock { running = false }
    group.wait()
    return problems.all
  }

  /// The source's rows as the materialised output writes them.
  static func source(_ cluster: TestCluster) throws -> [String: [String]] {
    [
      "account": try lines(cluster, "SELECT to_jsonb(a) FROM account a"),
      "journal": try lines(cluster, "SELECT to_jsonb(j) FROM journal j"),
    ]
  }

  private static func lines(_ cluster: TestCluster, _ sql: String) throws -> [String] {
    try cluster.psql(sql).split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
      return String(
        decoding: try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys]),
        as: UTF8.self)
    }.sorted()
  }
}
