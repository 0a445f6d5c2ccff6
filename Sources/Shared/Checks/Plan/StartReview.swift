import Diagnostics
package import Postgres
package import Settings
package import Start

/// Reads the facts once, and decides on a start from them.
package enum StartReview {
  /// Families that neither the plan nor a check that can refuse a start reads: a start skips them.
  package static let unneeded: Set<FactFamily> = {
    let needed = Registry.all.filter(\.canRefuse).flatMap(\.needs)
    return Set(FactFamily.allCases).subtracting(needed).subtracting([
      .settings, .slots, .blockers, .publication, .members, .tables,
    ])
  }()

  /// Gathers the facts over the sessions of a run, and judges them.
  ///
  /// - Parameters:
  ///   - parameters: with the transport rules applied.
  ///   - leftOut: families that are not read.
  /// - Returns: the report; its plan contains what a run does, or every reason why it does not
  ///   start.
  /// - Throws: why the facts could not be read.
  package static func make(
    _ configuration: Configuration, _ parameters: ConnectionParameters,
    over sessions: inout SessionPair, slot: String, publication: String, state: PipelineState?,
    choices: OperatorChoices, leavingOut leftOut: Set<FactFamily> = unneeded
  ) throws(ServerError) -> Report {
    var options = FactOptions()
    options.leftOut = leftOut
    let facts = FactGatherer.gather(
      over: &sessions, parameters, configuration: configuration, slot: slot,
      publication: publication, state: state, options: options)
    if let error = facts.readError { throw error }
    return Report(facts, choices: choices, today: facts.today ?? "")
  }
}
