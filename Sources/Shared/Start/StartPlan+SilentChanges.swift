import Diagnostics
import Postgres
import Replication

/// What changed in the tables since the state was written that no event says: the rows that were
/// delivered before stay as they are.
extension StartPlan {
  /// A sentence for each change of a stream that goes on.
  static func silentChanges(
    _ facts: StartFacts, _ state: PipelineState, _ choices: OperatorChoices
  ) -> [String] {
    guard let look = facts.look else { return [] }
    return matched(facts, state).filter { !choices.resnapshots($0.name) }.flatMap { stream in
      guard let now = look.table(stream.table.oid)?.identity,
        let wanted = facts.streams.first(where: { $0.table == stream.name })?.columns
      else { return [String]() }
      // New partitions are no news.
      let partitions = partitionChanges(of: stream, look).filter { $0.kind != .created }.map {
        $0.sentence(of: stream.name)
      }
      return columnChanges(of: stream, now, wanted) + identityChange(of: stream, now) + partitions
    }.map { TerminalText.sanitized($0) }
  }

  /// Partitions that came or went.
  static func partitionChanges(
    of stream: TrackedStream, _ look: CatalogLook
  ) -> [PartitionChange] {
    guard let before = stream.partitions, let now = look.partitions else { return [] }
    return PartitionChange.all(of: stream.table.oid, from: before, to: now)
  }

  private static func columnChanges(
    of stream: TrackedStream, _ now: TableIdentity, _ wanted: [Identifier]
  ) -> [String] {
    let types = Dictionary(stream.table.columns.map { ($0.number, $0.type) }) { $1 }
    let streamed = stream.streamed ?? Set(types.keys)
    let again = "--resnapshot-stream \(ShellText.word(stream.name.description)) copies them again"
    return now.columns.compactMap { column in
      let name = "\(stream.name): column \(column.name)"
      guard wanted.contains(column.name) else {
        return types[column.number] == nil
          ? "\(name) was added to the table; events do not hold it until blink-schema init has added"
            + " it to the file" : nil
      }
      if !streamed.contains(column.number) {
        return
          "\(name) is new in the file: rows that were delivered before do not have it; \(again)"
      }
      guard let type = types[column.number], type != column.type else { return nil }
      return Advice.typeChanged(column.name, of: stream.name)
    }
  }

  private static func identityChange(of stream: TrackedStream, _ now: TableIdentity) -> [String] {
    let before = stream.table.replicaIdentity
    guard before != now.replicaIdentity, !before.isEmpty else { return [] }
    return [
      "\(stream.name): the replica identity was changed from \(words(before)) to"
        + " \(words(now.replicaIdentity)): updates and deletes have other old columns from there on"
    ]
  }

  private static func words(_ setting: String) -> String {
    switch setting {
    case "n": "NOTHING"
    case "f": "FULL"
    case "i": "USING INDEX"
    default: "DEFAULT"
    }
  }
}
