import Postgres
import Replication

/// Streams that come to a running pipeline, or leave it.
extension StartPlan {
  /// Streams of the file that no finished snapshot contains, and those that are to be copied again.
  static func added(
    _ facts: StartFacts, _ state: PipelineState?, _ choices: OperatorChoices
  ) -> [QualifiedName] {
    guard let state, state.phase != .snapshot, choices.resnapshot == nil else { return [] }
    let known = Set(matched(facts, state).map(\.name))
    return facts.streams.map(\.table).filter { table in
      choices.resnapshots(table)
        || (!known.contains(table) && !state.streams.contains(table.description))
    }
  }

  /// Tables of the state that the file has no longer, as far as the publication names them.
  static func removed(_ facts: StartFacts, _ state: PipelineState?) -> [QualifiedName] {
    guard let state, let publication = facts.publication else { return [] }
    let wanted = Set(facts.streams.map(\.table))
    let former = Set(state.streams + state.tracked.map(\.name.description))
    return publication.members.keys.filter {
      !wanted.contains($0) && former.contains($0.description)
    }.sorted { $0.description < $1.description }
  }

  /// What becomes of the added streams, a sentence each.
  static func notes(added: [QualifiedName], _ facts: StartFacts, _ choices: OperatorChoices)
    -> [String]
  {
    added.map { table in
      choices.resnapshots(table)
        ? "stream \(table) is copied again (--resnapshot-stream); the others wait at its snapshot's"
          + " position meanwhile"
        : facts.wantsSnapshot
          ? "stream \(table) is added: it is copied, and the others wait at its snapshot's position"
            + " meanwhile"
          : "stream \(table) is added without its older rows (stream_snapshot: false)"
    }
  }
}
