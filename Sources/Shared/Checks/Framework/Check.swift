package import Start

/// One thing that can be wrong: a pure rule over the facts, with the page that explains it.
package protocol Check: Sendable {
  /// Stable, never used again for another meaning; every finding of the check carries it.
  var id: String { get }
  var group: Group { get }
  /// Whether it speaks only where a configuration is given.
  var needsConfiguration: Bool { get }
  /// Whether it needs no server (`--offline`).
  var isOffline: Bool { get }
  /// The checks whose error makes this one senseless: it is then skipped and names the cause.
  var causes: [String] { get }
  /// The facts it reads; where one of them could not be had, it is unknown.
  var needs: [FactFamily] { get }
  /// What `--explain` prints and the reference holds.
  var page: CheckPage { get }
  /// Whether blink-run refuses to start because of an error of this check.
  func bearing(on plan: StartPlan) -> StartBearing
  /// What it finds; empty where there is nothing to look at.
  func findings(_ facts: Facts) -> [Finding]
}

extension Check {
  package var needsConfiguration: Bool { false }
  package var isOffline: Bool { false }
  package var causes: [String] { [] }
  package var needs: [FactFamily] { [] }
  package func bearing(on plan: StartPlan) -> StartBearing { .refuses }

  /// Whether it can find an error at all, as its page says; a start asks only for what these need.
  package var canRefuse: Bool { page.severity.contains("error") }

  /// A finding of this check.
  func finding(
    _ status: Finding.Status, _ subject: String = "", _ found: String, why: String = "",
    remedies: [Remedy] = []
  ) -> Finding {
    Finding(status, id, subject, found, why: why, remedies: remedies)
  }

  /// All is well, in a few words.
  func ok(_ found: String) -> [Finding] { [finding(.ok, "", found)] }
}
