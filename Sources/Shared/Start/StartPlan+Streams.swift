import Diagnostics
package import Postgres
package import Replication

/// The streams of a start, by the identity of their tables: names can change hands, OIDs cannot
/// (docs/explanation/start-and-gaps.md).
extension StartPlan {
  /// The state's streams under the names that the file has now: `init` follows a rename.
  static func matched(_ facts: StartFacts, _ state: PipelineState) -> [TrackedStream] {
    let known = Set(state.tracked.map(\.name))
    return facts.streams.compactMap { stream in
      if let same = state.tracked.first(where: { $0.name == stream.table }) { return same }
      // Not by another stream that bears this OID under a name of the file.
      guard let oid = facts.look?.table(named: stream.table)?.identity.oid,
        var renamed = state.tracked.first(where: { $0.table.oid == oid }),
        !facts.streams.contains(where: { $0.table == renamed.name }), known.contains(renamed.name)
      else { return nil }
      renamed.name = stream.table
      return renamed
    }
  }

  /// Streams whose rows may be missing since the state was written, with why.
  static func changedStreams(
    _ facts: StartFacts, _ state: PipelineState, _ choices: OperatorChoices
  ) -> [(stream: QualifiedName, reason: Reason)] {
    guard let look = facts.look else { return [] }
    return matched(facts, state).flatMap { stream -> [(QualifiedName, Reason)] in
      guard !choices.resnapshots(stream.name) else { return [] }
      var changes = StreamChange.all(of: stream, publication: state.publicationRow, in: look)
        .filter(\.losesRows)
      if facts.stopsAtPartitionChanges {
        changes += partitionChanges(of: stream, look).filter(\.movesRows).map { .partition($0) }
      }
      if changes.isEmpty, let name = unclearName(facts, stream, look) {
        changes.append(.columnUnclear(name))
      }
      return changes.map { change in
        let reason = reason(
          change, stream, between: state.looked ?? stream.since, and: look.after,
          slot: facts.slotName, publication: facts.publicationName)
        return (stream.name, reason)
      }
    }
  }

  /// A name of the file that could be either of two columns.
  private static func unclearName(
    _ facts: StartFacts, _ stream: TrackedStream, _ look: CatalogLook
  ) -> Identifier? {
    guard let now = look.table(stream.table.oid),
      let wanted = facts.streams.first(where: { $0.table == stream.name })
    else { return nil }
    var next = stream
    next.learn(now.identity)
    return next.unclearName(since: stream, wanted.columns)
  }

  /// What follows from a change that loses rows.
  ///
  /// - Parameters:
  ///   - before: the last position at which the stream was seen in place.
  ///   - after: a position at which the change had happened.
  package static func reason(
    _ change: StreamChange, _ stream: TrackedStream, between before: LSN, and after: LSN,
    slot: String, publication: String
  ) -> Reason {
    let name = TerminalText.sanitized(stream.name.description)
    let publication = TerminalText.sanitized(publication)
    let (id, what): (String, String) =
      switch change {
      case .replaced(let oid):
        (
          "stream-replaced",
          "\(name) is another table now: OID \(oid), it was \(stream.table.oid)"
        )
      case .unpublished:
        ("stream-unpublished", "\(name) is no longer in publication \(publication)")
      case .readmitted:
        ("stream-readmitted", "\(name) left publication \(publication) and was added again")
      case .publicationReplaced:
        ("publication-replaced", "publication \(publication) was dropped and created again")
      case .publicationAltered:
        (
          "publication-altered",
          "publication \(publication) was altered: it may have published less of \(name)"
        )
      case .columnUnclear(let column):
        (
          "column-unclear",
          "\(name): whether column \(TerminalText.sanitized(column.text)) of the file is the one that"
            + " had the name or the one that has it now cannot be told"
        )
      case .partition(let change):
        ("partition-changed", TerminalText.sanitized(change.sentence(of: stream.name)))
      case .renamed(let now):
        ("stream-renamed", "\(name) is now \(TerminalText.sanitized(now.description))")
      case .dropped: ("stream-dropped", "\(name) was dropped")
      }
    let word = ShellText.word(stream.name.description)
    let (why, goOn) =
      if case .columnUnclear = change {
        (
          "its values could be delivered under a wrong name",
          "--accept-stream-gap \(word)   goes on with the names as they are now"
        )
      } else {
        (
          "changes of \(name) in between were not sent, and never will be",
          "--accept-stream-gap \(word)   continues without them"
        )
      }
    return Reason(
      id, .gap, what,
      subject: before == after ? "LSN \(after)" : "between LSN \(before) and \(after)",
      why: why,
      // The server cannot decode what was written without the publication, not even to skip it.
      remedies: change == .publicationReplaced
        ? [Advice.resnapshot(slot)]
        : [
          "--resnapshot-stream \(word)   copies it again, while the other streams go on",
          Advice.resnapshot(slot), goOn,
        ])
  }

  /// The streams as the state records them from now on.
  ///
  /// - Parameter position: where a stream begins that was not recorded before.
  package func tracked(from position: LSN, in look: CatalogLook) -> [TrackedStream] {
    let known = stored.map { Self.matched(facts, $0) } ?? []
    return facts.streams.compactMap { stream in
      let old = known.first { $0.name == stream.table }
      guard let table = look.table(named: stream.table) ?? old.flatMap({ look.table($0.table.oid) })
      else { return old }
      let membership = look.publication?.rows(admitting: table) ?? []
      var new = TrackedStream(
        name: stream.table, table: table.identity, membership: membership, since: position)
      new.streamed = Set(stream.columns.compactMap { new.number(of: $0) })
      new.partitions =
        table.identity.isPartitioned
        ? look.partitions?.filter { $0.root == table.identity.oid } : nil
      guard choices.resnapshot == nil, !choices.resnapshots(stream.table), let old else {
        return new
      }
      new.former = old.former
      if old.table.oid == table.identity.oid {
        let isAccepted = choices.acceptsGap(of: stream.table)
        new.table = old.table
        new.learn(table.identity)
        new.since = isAccepted ? position : old.since
      } else {
        new.former.append(old.table)
      }
      return new
    }
  }
}
