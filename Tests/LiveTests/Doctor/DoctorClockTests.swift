import Foundation
import Support
import Testing

/// doctor on a machine whose clock is elsewhere: libfaketime stands before its system calls.
@Suite struct DoctorClockTests {
  private func doctor(_ fixture: Fixture, days: Int) throws -> DoctorReport {
    let program = "/usr/bin/faketime"
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw SupportError("faketime is missing: scripts/setup --checkers installs it")
    }
    let outcome = try Program.run(
      program, ["-f", "+\(days)d", BlinkBinary.schema.path, "doctor", "--format", "json"],
      // Only the wall clock: waiting goes on as usual.
      environment: fixture.environment.merging([
        "PATH": "/usr/bin:/bin", "DONT_FAKE_MONOTONIC": "1",
      ]) { $1 }, directory: fixture.folder.path)
    return try JSONDecoder().decode(DoctorReport.self, from: Data(outcome.stdout.utf8))
  }

  @Test func clocksThatDifferAndSupportThatHasEnded() throws {
    let cluster = try TestCluster(settings: ["max_slot_wal_keep_size": "10GB"])
    try cluster.psql("CREATE TABLE t (id int PRIMARY KEY, v text)")
    let fixture = try Fixture(
      cluster, yaml: Fixture.yaml(Fixture.stream("t", [("id", "Int32"), ("v", "String")])))
    #expect(try doctor(fixture, days: 0).problems == [])
    let tomorrow = try doctor(fixture, days: 1)
    #expect(tomorrow.problems == ["clock-skew"])
    #expect(tomorrow.problem("clock-skew")?.found.contains("86400") == true)
    // No major version is supported for longer than five years.
    let later = try doctor(fixture, days: 6 * 366)
    #expect(later.problems == ["clock-skew", "server-version"])
    #expect(later.problem("server-version")?.found.contains("out of support since") == true)
  }
}
