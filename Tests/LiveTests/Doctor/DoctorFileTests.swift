import Foundation
import Support
import Testing

/// What is mended in the file, and what a publication or a database brings along.
@Suite struct DoctorFileTests {
  private static let columns = [("id", "Int32"), ("v", "String")]

  private func prepared() throws -> Fixture {
    let cluster = try TestCluster(settings: ["max_slot_wal_keep_size": "10GB"])
    try cluster.psql(
      """
      CREATE TABLE t (id int PRIMARY KEY, v text, g int GENERATED ALWAYS AS (id * 2) STORED);
      CREATE TABLE k (id int, v text); ALTER TABLE k REPLICA IDENTITY FULL;
      CREATE VIEW seen AS SELECT id, v FROM t;
      """)
    return try Fixture(cluster, yaml: Fixture.yaml(Fixture.stream("t", Self.columns)))
  }

  private func problems(_ fixture: Fixture, _ yaml: String) throws -> Set<String> {
    try fixture.folder.write("blink.yaml", yaml)
    return try fixture.doctor().report.problems
  }

  private func note(_ fixture: Fixture, _ id: String) throws -> DoctorReport.Check? {
    try fixture.doctor().report.checks.first { $0.id == id && $0.status == "info" }
  }

  @Test func columnsAndKeysOfTheFile() throws {
    let fixture = try prepared()
    let good = Fixture.yaml(Fixture.stream("t", Self.columns))
    #expect(try problems(fixture, good) == [])
    #expect(try note(fixture, "drift-new-column") == nil)
    try fixture.cluster.psql("ALTER TABLE t ADD extra int")
    #expect(try note(fixture, "drift-new-column")?.found == "not in the file: extra")
    let generated = Fixture.yaml(Fixture.stream("t", Self.columns + [("g", "Int32")]))
    #expect(try problems(fixture, generated) == ["generated-columns"])
    let keyless = Fixture.yaml(Fixture.stream("k", Self.columns))
    #expect(
      try problems(fixture, keyless.replacingOccurrences(of: "pk: true", with: "pk: false"))
        == ["primary-key"])
    #expect(try problems(fixture, keyless).contains("primary-key") == false)
    let view = Fixture.yaml(Fixture.stream("seen", Self.columns))
    #expect(try problems(fixture, view).contains("table-kind"))
    #expect(try problems(fixture, good + "\ndoctor: {ignore: [wal-levl]}\n") == ["doctor-ignore"])
    let mistake = try #require(try fixture.doctor().report.problem("doctor-ignore"))
    #expect(mistake.remedies[0].text.contains("wal-level"))
    #expect(try problems(fixture, good + "\ndoctor: {ignore: [wal-level]}\n") == [])
  }

  @Test func aSlotWithoutItsPublication() throws {
    let fixture = try prepared()
    let cluster = fixture.cluster
    #expect(try note(fixture, "publication-exists")?.found.contains("at first start") == true)
    #expect(try fixture.run(["--endpos", "current"]).exit == 0)
    #expect(try fixture.doctor().report.problems == [])
    try cluster.psql("DROP PUBLICATION s")
    let gone = try fixture.doctor()
    #expect(gone.report.problems == ["publication-exists"] && gone.exit == 7)
    let remedy = try #require(gone.report.problem("publication-exists")?.remedies.first)
    #expect(remedy.text == "blink-run --resnapshot s")
    #expect(try fixture.run(["--resnapshot", "s", "--endpos", "current"]).exit == 0)
    #expect(try fixture.doctor().report.problems == [])

    // A filter is obeyed by the snapshot too, so it is a note.
    try cluster.psql("ALTER PUBLICATION s SET TABLE t WHERE (id > 5)")
    #expect(try note(fixture, "publication-row-filter")?.found.contains("(id > 5)") == true)
  }

  @Test func aDatabaseOfAnyBytes() throws {
    let fixture = try prepared()
    try fixture.cluster.psql(
      """
      CREATE DATABASE bytes ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0
      """)
    try fixture.cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)", database: "bytes")
    let report = try fixture.doctor(with: ["DATABASE_NAME": "bytes"]).report
    #expect(report.problems == ["server-encoding"])
    #expect(try fixture.doctor().report.problems == [])
  }
}
