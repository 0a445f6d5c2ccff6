import Foundation
import Support
import Testing

/// Whatever the database sets for its sessions, values have one form.
@Suite struct SessionFormatTests {
  /// Settings of the database, and from 17 on a trigger that runs after the session's own options.
  private func override(_ cluster: TestCluster) throws {
    try cluster.psql(
      """
      ALTER DATABASE postgres SET datestyle = 'SQL, DMY';
      ALTER DATABASE postgres SET timezone = 'Europe/Paris';
      ALTER DATABASE postgres SET bytea_output = 'escape';
      """)
    guard Int(try cluster.psql("SHOW server_version_num")) ?? 0 >= 170_000 else { return }
    try cluster.psql(
      """
      CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM set_config('datestyle', 'SQL, DMY', false);
        PERFORM set_config('timezone', 'Europe/Paris', false);
        PERFORM set_config('intervalstyle', 'sql_standard', false);
        PERFORM set_config('extra_float_digits', '-5', false);
        PERFORM set_config('bytea_output', 'escape', false);
        PERFORM set_config('client_encoding', 'LATIN1', false);
      END $$;
      CREATE EVENT TRIGGER et ON login EXECUTE FUNCTION f();
      ALTER EVENT TRIGGER et ENABLE ALWAYS;
      """)
  }

  @Test func nothingThatRunsAtLoginChangesAValue() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, ts timestamptz, d date, i interval, f float8, b bytea,
        s text);
      """)
    let columns = [
      ("id", "Int32"), ("ts", "String"), ("d", "Date32"), ("i", "String"), ("f", "Float64"),
      ("b", "bytea"), ("s", "String"),
    ]
    let row = """
      '2024-03-04 05:06:07+00', '2024-03-04', '1 year -2 days', 0.1::float4::float8, '\\x01ff', E'\\u0141\\u00e9'
      """
    try cluster.psql("INSERT INTO t VALUES (1, \(row))")
    try override(cluster)
    let fixture = try Fixture(cluster, yaml: Fixture.yaml(Fixture.stream("t", columns)))
    let snapshot = try fixture.run(["--endpos", "current"])
    #expect(snapshot.exit == 0, "\(snapshot.stderr)")
    try cluster.psql(
      """
      SET datestyle = 'ISO'; SET client_encoding = 'UTF8';
      INSERT INTO t VALUES (2, \(row))
      """)
    let stream = try fixture.run(["--endpos", "current"])
    #expect(stream.exit == 0, "\(stream.stderr)")
    let values =
      #""ts":"2024-03-04 05:06:07+00","d":"2024-03-04","i":"1 year -2 days","#
      + #""f":0.10000000149011612,"b":"Af8=","s":"Łé"}"#
    #expect(snapshot.stdout.contains(#"{"id":1,"# + values), "\(snapshot.stdout)")
    #expect(stream.stdout.contains(#"{"id":2,"# + values), "\(stream.stdout)")
  }
}
