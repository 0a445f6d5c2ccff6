import Checks
import Diagnostics
import Postgres
import Start

/// The JSON form of a report (docs/reference/reports.md).
struct DoctorJSON: Encodable {
  private struct Target: Encodable {
    var host, port, database, user, provider, provider_evidence: String
    var server_version: Int
  }
  private struct Summary: Encodable {
    var ok, info, warning, error, skipped, unknown: Int
    var may_run: Bool
  }
  private struct RemedyEntry: Encodable {
    var kind, text, run_as: String
    var restart: Bool
  }
  private struct Entry: Encodable {
    var id, subject, status, found, why: String
    var details: [String] = []
    var remedies: [RemedyEntry]
  }

  private struct ReasonEntry: Encodable {
    var id: String
    var exit: Int32
    var subject, message, why: String
    var remedies: [String]
  }
  private struct Start: Encodable {
    var exit: Int32
    var reasons: [ReasonEntry]
  }

  private let schema_version = 1
  private let ok: Bool
  private let exit: Int32
  private let target: Target
  private let summary: Summary
  /// What blink-run would do; absent where that could not be judged.
  private var start: Start?
  private let checks: [Entry]

  /// Of a file or a connection string that cannot be used, so that nothing was looked at.
  init(_ failure: Failure) {
    ok = false
    exit = failure.kind.rawValue
    target = Target(
      host: "", port: "", database: "", user: "", provider: "", provider_evidence: "",
      server_version: 0)
    summary = Summary(
      ok: 0, info: 0, warning: 0, error: 1, skipped: 0, unknown: 0, may_run: false)
    checks = [
      Entry(
        id: "configuration", subject: failure.subject, status: Finding.Status.error.rawValue,
        found: failure.message, why: failure.why ?? "",
        remedies: failure.remedies.map { text in
          RemedyEntry(kind: Remedy.Kind.text.rawValue, text: text, run_as: "", restart: false)
        })
    ]
  }

  init(_ report: Report, exit: Int32) {
    let facts = report.facts
    ok = exit == 0
    self.exit = exit
    target = Target(
      host: facts.host, port: facts.port, database: facts.server.database,
      user: facts.server.role.text, provider: facts.provider.rawValue,
      provider_evidence: facts.providerEvidence, server_version: facts.server.version)
    summary = Summary(
      ok: report.count(.ok), info: report.count(.info), warning: report.count(.warning),
      error: report.count(.error), skipped: report.count(.skipped),
      unknown: report.count(.unknown), may_run: report.refusals.isEmpty)
    if facts.plan != nil {
      start = Start(
        exit: report.decisive?.kind.rawValue ?? 0,
        reasons: report.refusals.map { reason in
          ReasonEntry(
            id: reason.id, exit: reason.kind.rawValue, subject: reason.subject,
            message: reason.message, why: reason.why, remedies: reason.remedies)
        })
    }
    checks = report.findings.map { _, finding in
      Entry(
        id: finding.id, subject: finding.subject, status: finding.status.rawValue,
        found: finding.found, why: finding.why, details: finding.details,
        remedies: finding.remedies.map { remedy in
          RemedyEntry(
            kind: remedy.kind.rawValue, text: remedy.text, run_as: remedy.runAs,
            restart: remedy.restart)
        })
    }
  }
}
