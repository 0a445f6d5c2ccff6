import Checks
import Delivery
import Diagnostics
import Pipeline
import Postgres
import Settings
import Start

/// Makes the plan of a start from doctor's own look at the server.
struct StartJudge {
  let configuration: Configuration
  let parameters: ConnectionParameters
  let reporter: any Reporter

  /// Looks over the sessions of the run and reports what doctor would warn of.
  func plan(
    _ subject: StartSubject, _ sessions: inout SessionPair
  ) throws(Failure) -> StartPlan {
    try plan(of: try report(subject, &sessions, leavingOut: StartReview.unneeded))
  }

  /// The plan of a report.
  ///
  /// - Throws: the first reason, where no plan could be made: the server is none that blink-run
  ///   can stream from.
  func plan(of report: Report) throws(Failure) -> StartPlan {
    if let plan = report.facts.plan { return plan }
    throw report.refusals.first?.failure
      ?? Failure(
        .refused, "the server could not be looked at",
        remedies: ["blink-schema doctor \(configuration.file) shows everything"])
  }

  /// Looks at the server and reports what doctor would warn of.
  func report(
    _ subject: StartSubject, _ sessions: inout SessionPair, leavingOut leftOut: Set<FactFamily>
  ) throws(Failure) -> Report {
    let report: Report
    do {
      report = try StartReview.make(
        configuration, parameters, over: &sessions, slot: subject.slot,
        publication: subject.publication, state: subject.state, choices: subject.choices,
        leavingOut: leftOut)
    } catch {
      throw FailureText.server(error, "looking at the server")
    }
    if let error = report.facts.replicationError, error.kind == .interrupted {
      throw FailureText.connection(error, parameters)
    }
    for finding in report.findings.map(\.finding) where finding.status == .warning {
      reporter.warning("\(finding.id): \(finding.found)")
    }
    return report
  }
}
