package import Start

/// One thing that can be wrong: a pure rule over the facts, with the page that explains it.
package protocol Check: Sendable {
  /// Stable, never reused with another meaning; every finding of the check has it.
  var id: String { get }
  var group: Group { get }
  /// Whether it runs only with a configuration.
  var needsConfiguration: Bool { get }
  /// Whether it needs no server (`--offline`).
  var isOffline: Bool { get }
  /// The checks whose error makes this one meaningless: it is then skipped and names the cause.
  var causes: [String] { get }
  /// The facts it reads; if one of them is not available, the result is unknown.
  var needs: [FactFamily] { get }
  /// The text of `--explain` and of the reference.
  var page: CheckPage { get }
  /// Whether blink-run refuses to start because of an error of this check.
  func bearing(on plan: StartPlan) -> StartBearing
  /// Returns its findings; empty if there is nothing to check.
  func findings(_ facts: Facts) -> [Finding]
}

extension Check {
  package var needsConfiguration: Bool { false }
  package var isOffline: Bool { false }
  package var causes: [String] { [] }
  package var needs: [FactFamily] { [] }
  package func bearing(on plan: StartPlan) -> StartBearing { .refuses }

  /// Whether it can find an error, according to its page; a start reads only what these need.
  package var canRefuse: Bool { page.severity.contains("error") }

  /// A finding of this check.
  func finding(
    _ status: Finding.Status, _ subject: String = "", _ found: String, why: String = "",
    remedies: [Remedy] = []
  ) -> Finding {
    Finding(status, id, subject, found, why: why, remedies: remedies)
  }

  /// A passing check, in a few words.
  func ok(_ found: String) -> [Finding] { [finding(.ok, "", found)] }
}
