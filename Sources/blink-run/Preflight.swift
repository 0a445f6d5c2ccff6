import Checks
import Delivery
import Diagnostics
import Pipeline
import Postgres
import Settings

/// Doctor's blocking subset, run before anything is made on the server, with the same ids.
enum Preflight {
  /// What no blocking check reads: a start is not to wait for it.
  static let leftOut: Set<FactFamily> = [
    .sizes, .walStatistics, .walDirectory, .decoding, .toast, .collations, .hba, .collisions,
    .activity,
  ]

  private static let mostTold = 10

  /// Gives what it looked at.
  static func run(
    _ configuration: Configuration, _ parameters: ConnectionParameters,
    over sessions: inout SessionPair, _ subject: PreflightSubject,
    leavingOut leftOut: Set<FactFamily>, _ reporter: any Reporter
  ) throws(Failure) -> Facts {
    var options = FactOptions()
    options.leftOut = leftOut
    let facts = FactGatherer.gather(
      over: &sessions, parameters, configuration: configuration, slot: subject.slot,
      publication: subject.publication, options: options)
    if let error = facts.readError {
      throw FailureText.server(error, "looking at the server")
    }
    if let error = facts.replicationError, error.kind == .interrupted {
      throw FailureText.connection(error, parameters)
    }
    let report = Report(facts, today: "")
    for finding in report.findings.map(\.finding) where finding.status == .warning {
      reporter.warning("\(finding.id): \(finding.found)")
    }
    let isOwn = facts.publication.map { $0.oid == subject.ownPublication } ?? false
    let blocking = report.blocking.filter { finding in
      switch finding.id {
      // A lost slot is a gap, which the start decision tells with its choices.
      case "slot-lost": false
      case "publication-exists": subject.mayPublish
      case "publication-covers-tables", "publication-via-root", "publication-columns",
        "publication-empty":
        !isOwn
      default: true
      }
    }
    guard let first = blocking.first else { return facts }
    let others = shortened(blocking.dropFirst().map { "\($0.id): \($0.found)" })
    throw Failure(
      .refused, "\(first.id): \(first.found)", subject: first.subject,
      why: ([first.why] + others).filter { !$0.isEmpty }.joined(separator: "; "),
      remedies: shortened(distinct(blocking.flatMap(\.remedies).map(\.text)))
        + ["blink-schema doctor \(configuration.file) shows everything"])
  }

  /// The first of them, and how many are left: thousands of tables can be wrong in the same way.
  private static func shortened(_ texts: [String]) -> [String] {
    let rest = texts.count - mostTold
    return rest > 1 ? texts.prefix(mostTold) + ["and \(rest) more"] : texts
  }

  /// One statement can mend several findings.
  private static func distinct(_ remedies: [String]) -> [String] {
    var seen: Set<[UInt8]> = []
    return remedies.filter { seen.insert(Array($0.utf8)).inserted }
  }
}
