import Postgres
import Replication

/// A sink that keeps its own position knows better than the state file: it stores the position in
/// one step with the events, and it is still there when the state is lost.
extension StartPlan {
  /// The state with the sink's position in it; the state itself where the sink has none.
  static func joined(_ state: PipelineState?, _ facts: StartFacts) -> PipelineState? {
    guard let position = facts.sinkPosition else { return state }
    guard var state else {
      // Who created the publication is not known.
      return PipelineState(
        phase: .streaming, systemID: facts.identity?.systemID ?? "",
        timeline: facts.identity?.timeline ?? 0, slot: facts.slotName, plugin: facts.plugin,
        publication: facts.publicationName, createdPublicationOID: nil,
        streams: facts.streams.map(\.table.description), position: position)
    }
    if state.phase == .streaming { state.position = position }
    return state
  }

  /// A sink that ends before the slot: what lies in between was confirmed.
  static func sinkBehind(_ facts: StartFacts, _ choices: OperatorChoices) -> Reason? {
    guard let position = facts.sinkPosition, let confirmed = facts.slot?.confirmed,
      position < confirmed, choices.acceptGap != confirmed
    else { return nil }
    return gap(
      "sink-behind",
      "the sink ends at \(position), before \(confirmed), which slot \(facts.slotName) has"
        + " confirmed", at: position,
      why:
        "the target was restored to an earlier state, or belongs to an older run; the changes in between are lost",
      remedies: [
        "restore the newer state of the target", Advice.resnapshot(facts.slotName),
        Advice.acceptGap(confirmed),
      ])
  }
}
