import Foundation
import Support
import Testing

/// Snapshot and stream encode every value to the same bytes, and to the right ones.
@Suite struct ZooTests {
  @Test func everyTypeOfTheTableIsExactInSnapshotAndStream() throws {
    let cluster = try TestCluster()
    try cluster.psql(Zoo.setup)
    var sql = ""
    for (index, animal) in Zoo.animals.enumerated() {
      sql += "CREATE TABLE z\(index) (id int PRIMARY KEY, v \(animal.type));\n"
      for (number, value) in animal.values.enumerated() {
        sql += "INSERT INTO z\(index) VALUES (\(number), \(value.sql)::\(animal.type));\n"
      }
      sql += "INSERT INTO z\(index) VALUES (99, NULL);\n"
    }
    try cluster.psql(sql)
    let fixture = try Fixture(cluster, yaml: "")
    try FileManager.default.removeItem(atPath: fixture.folder.path + "/blink.yaml")
    let uri = "postgresql://postgres@127.0.0.1:\(cluster.port)/postgres"
    let written = try BlinkBinary.schema.run(
      ["init", "-d", uri, "--slot", "zoo"], directory: fixture.folder.path)
    #expect(written.exit == 0, "\(written.stderr)")
    let snapshot = try fixture.run(["--endpos", "current"])
    #expect(snapshot.exit == 0, "\(snapshot.stderr)")
    // Settings of the role must not change what a value looks like.
    try cluster.psql(
      """
      ALTER ROLE postgres SET datestyle = 'SQL, DMY'; ALTER ROLE postgres SET timezone = 'Asia/Tokyo';
      ALTER ROLE postgres SET intervalstyle = 'sql_standard'; ALTER ROLE postgres SET bytea_output = 'escape';
      ALTER ROLE postgres SET extra_float_digits = 0;
      """)
    try cluster.psql(
      Zoo.animals.indices.map { "INSERT INTO z\($0) SELECT id + 100, v FROM z\($0) ORDER BY id;" }
        .joined(separator: "\n"))
    let stream = try fixture.run(["--endpos", "current"])
    #expect(stream.exit == 0, "\(stream.stderr)")
    let first = values(snapshot.stdout, subtracting: 0)
    let second = values(stream.stdout, subtracting: 100)
    for (index, animal) in Zoo.animals.enumerated() {
      for (number, value) in animal.values.enumerated() {
        let place = "z\(index)/\(number)"
        #expect(first[place] == value.json, "snapshot of \(animal.type) \(value.sql)")
        #expect(second[place] == value.json, "stream of \(animal.type) \(value.sql)")
      }
      #expect(first["z\(index)/99"] == "null")
      #expect(second["z\(index)/99"] == "null")
    }
  }

  /// The bytes of `v` in `data`, by stream and id.
  private func values(_ text: String, subtracting offset: Int) -> [String: String] {
    var result: [String: String] = [:]
    for line in text.split(separator: "\n") {
      guard let stream = line.firstMatch(of: /"stream":"(z[0-9]+)"/)?.1,
        let data = line.firstMatch(
          of: /"data":\{"id":([0-9]+),"v":(.*)\}\}$/.dotMatchesNewlines()),
        let id = Int(data.1)
      else { continue }
      result["\(stream)/\(id - offset)"] = String(data.2)
    }
    return result
  }
}
