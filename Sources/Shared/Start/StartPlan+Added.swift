import Diagnostics
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
    let wanted = Set(facts.streams.flatMap { [$0.table, $0.current] })
    let former = Set(state.streams + state.tracked.map(\.name.description))
    return publication.members.keys.filter {
      !wanted.contains($0) && former.contains($0.description)
    }.sorted { $0.description < $1.description }
  }

  /// Streams whose table has become a partition of a published one: their rows come under its name.
  static func absorbed(_ facts: StartFacts) -> [Reason] {
    guard let publication = facts.publication, publication.isViaRoot else { return [] }
    return facts.streams.map(\.current).filter {
      publication.members[$0] != nil && publication.tables[$0] == nil
    }.map { table in
      let name = TerminalText.sanitized(table.description)
      return Reason(
        "stream-is-partition", .refused, "\(name) is a partition of another table now",
        subject: name,
        why: "its rows are sent as those of its root, and none under its own name",
        remedies: ["remove \(name) from the file"])
    }
  }

  /// Streams that would be copied although the file has yet to follow their names.
  static func copiedUnderOldNames(
    _ facts: StartFacts, _ copiesAll: Bool, _ copied: [QualifiedName]
  ) -> [Reason] {
    facts.streams.filter { $0.isFollowed && (copiesAll || copied.contains($0.table)) }.map {
      stream in
      let name = TerminalText.sanitized(stream.table.description)
      return Reason(
        "stream-renamed", .refused,
        "\(name) cannot be copied: its table or a column has another name than in the file",
        subject: name, why: "only the stream knows what the old names were",
        remedies: ["blink-schema init follows the names"])
    }
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
