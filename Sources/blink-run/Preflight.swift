import Checks
import Diagnostics
import Options
import Pipeline
import Postgres
import Settings

/// Doctor's blocking subset, run before anything is made on the server, with the same ids.
enum Preflight {
  static func run(
    _ configuration: Configuration, _ parameters: ConnectionParameters, slot: String,
    publication: String, mayPublish: Bool, _ reporter: any Reporter
  ) throws(Failure) {
    let facts = FactGatherer.gather(
      parameters, configuration: configuration, slot: slot, publication: publication)
    if let error = facts.connectionError {
      throw Failure(
        .connection, "no session with the source: \(error.description)",
        subject: "\(facts.host), port \(facts.port)",
        remedies: ["blink-schema doctor \(configuration.file) says how to mend it"])
    }
    if let error = facts.readError {
      throw Failure(.refused, "the server cannot be looked at: \(error.description)")
    }
    let report = Report(facts, today: "")
    for finding in report.findings.map(\.finding) where finding.status == .warning {
      reporter.warning("\(finding.id): \(finding.found)")
    }
    // A lost slot is a gap, which the start decision tells with its choices.
    let blocking = report.blocking.filter { finding in
      finding.id != "slot-lost" && (mayPublish || !finding.id.hasPrefix("publication-exists"))
    }
    guard let first = blocking.first else { return }
    let others = blocking.dropFirst().map { "\($0.id): \($0.found)" }
    throw Failure(
      .refused, "\(first.id): \(first.found)", subject: first.subject,
      why: ([first.why] + others).filter { !$0.isEmpty }.joined(separator: "; "),
      remedies: blocking.flatMap(\.remedies).map(\.text)
        + ["blink-schema doctor \(configuration.file) shows everything"])
  }
}
