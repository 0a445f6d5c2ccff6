import Checks
import Foundation
import Support
import Testing

/// doctor's report as JSON (docs/reference/reports.md).
struct DoctorReport: Decodable {
  struct Remedy: Decodable { var kind, text, run_as: String; var restart: Bool }
  struct Check: Decodable {
    var id, subject, status, found, why: String
    var remedies: [Remedy]
  }
  struct Target: Decodable {
    var host, port, database, user, provider: String; var server_version: Int
  }
  struct Reason: Decodable { var id: String; var exit: Int }
  struct Start: Decodable { var exit: Int; var reasons: [Reason] }
  struct Summary: Decodable { var error, warning: Int; var may_run: Bool }
  var schema_version: Int
  var ok: Bool
  var exit: Int
  var target: Target
  var summary: Summary
  var start: Start?
  var checks: [Check]

  /// The first error or warning of a check.
  func problem(_ id: String) -> Check? {
    checks.first { $0.id == id && ($0.status == "error" || $0.status == "warning") }
  }

  /// The ids of all errors and warnings.
  var problems: Set<String> {
    Set(checks.filter { $0.status == "error" || $0.status == "warning" }.map(\.id))
  }

  /// The same without those about the age of the server.
  var ownProblems: Set<String> {
    problems.subtracting(["server-version", "minor-version", "relcache-bug"])
  }
}

extension Fixture {
  /// Runs doctor with the fixture's configuration.
  func doctor(
    user: String = "postgres", _ arguments: [String] = [], with more: [String: String] = [:]
  ) throws -> (report: DoctorReport, exit: Int32) {
    let outcome = try BlinkBinary.schema.run(
      ["doctor", "--format", "json"] + arguments,
      environment: environment.merging(["DATABASE_USER": user]) { $1 }.merging(more) { $1 },
      directory: folder.path)
    let report = try JSONDecoder().decode(DoctorReport.self, from: Data(outcome.stdout.utf8))
    #expect(report.schema_version == 1)
    #expect(report.exit == Int(outcome.exit))
    return (report, outcome.exit)
  }

  /// Breaks, sees the finding, applies its first SQL remedy, sees it gone.
  func mends(_ id: String, user: String = "postgres", breaking sql: String) throws {
    #expect(try doctor(user: user).report.problem(id) == nil, "\(id) before")
    if !sql.isEmpty { try cluster.psql(sql) }
    let found = try doctor(user: user)
    let finding = try #require(found.report.problem(id), "\(id) not found")
    #expect(!finding.found.isEmpty && !finding.remedies.isEmpty)
    if finding.status == "error" { #expect(found.exit == 2 || found.exit == 7) }
    let remedy = try #require(finding.remedies.first { $0.kind == "sql" }, "\(id) has no SQL")
    try cluster.psql(remedy.text)
    #expect(try doctor(user: user).report.problem(id) == nil, "\(id) after \(remedy.text)")
  }
}
