import Diagnostics
package import Postgres
package import Replication

extension StartPlan {
  /// Choices that name another slot or stream than the configuration has.
  static func misnamed(_ facts: StartFacts, _ choices: OperatorChoices) -> [Reason] {
    misnamed("--accept-stream-gap", choices.acceptStreamGaps.subtracting(["*"]), facts)
      + misnamed("--resnapshot-stream", choices.resnapshotStreams, facts)
      + [("--resnapshot", choices.resnapshot), ("--adopt-slot", choices.adoptSlot)].compactMap {
        flag, name in
        guard let name, name != facts.slotName else { return nil }
        return Reason(
          "wrong-slot", .usage,
          "\(flag) names slot \(TerminalText.sanitized(name)), the configuration \(facts.slotName)",
          why: "the choice holds for one slot only, so that no other slot is lost",
          remedies: ["write \(flag) \(facts.slotName) if that is what you mean"])
      }
  }

  /// Names that are those of no stream, or of several.
  private static func misnamed(
    _ flag: String, _ names: Set<String>, _ facts: StartFacts
  ) -> [Reason] {
    names.sorted().compactMap { name in
      let meant = facts.streams.map(\.table).filter {
        $0.description == name || $0.name.text == name
      }
      let isExact = meant.contains { $0.description == name }
      guard meant.isEmpty || (meant.count > 1 && !isExact) else { return nil }
      let what = meant.isEmpty ? "which is no stream of the file" : "which several schemas have"
      return Reason(
        "wrong-stream", .usage, "\(flag) names \(TerminalText.sanitized(name)), \(what)",
        why: "the choice is for one stream, so that no other one is meant by mistake",
        remedies: [meant.isEmpty ? "write the table as the file does" : "write schema.table"])
    }
  }

  /// Whether this is the server that was streamed before, and not behind what was delivered.
  static func otherServer(
    _ facts: StartFacts, _ state: PipelineState, _ choices: OperatorChoices
  ) -> [Reason] {
    guard let identity = facts.identity else { return [] }
    let again = Advice.resnapshot(facts.slotName)
    if state.systemID != identity.systemID {
      guard choices.adoptSystem != identity.systemID else { return [] }
      return [
        gap(
          "identity-changed",
          "this is another server: system identifier \(identity.systemID), the state belongs to"
            + " \(state.systemID)", at: state.position,
          why: "positions of one server mean nothing on another",
          remedies: [
            again,
            "--adopt-system \(identity.systemID)   if it is the same data after pg_upgrade with its"
              + " slots",
          ])
      ]
    }
    if let reason = leftBehind(
      facts.switchPoint, from: state.timeline, at: state.position, facts.slot, facts.slotName)
    {
      return [reason]
    }
    if state.timeline == identity.timeline, identity.position < state.position {
      return [
        gap(
          "server-behind",
          "the server is at \(identity.position), before \(state.position), which was already"
            + " delivered", at: state.position,
          why: "it was restored from a backup, or has lost its newest WAL", remedies: [again])
      ]
    }
    return []
  }

  /// Judges a server on another timeline than the one that was streamed.
  ///
  /// - Parameters:
  ///   - point: where the server left that timeline; nil if it did not.
  ///   - timeline: the one that was streamed.
  ///   - position: everything before it is delivered.
  ///   - slot: nil if there is no such slot.
  /// - Returns: nil if the server has everything that was delivered.
  package static func leftBehind(
    _ point: LSN?, from timeline: UInt32, at position: LSN, _ slot: ReplicationSlot?,
    _ slotName: String
  ) -> Reason? {
    guard let point, position > point else { return nil }
    // A slot that this server has moved beyond the point was streamed here after the promotion.
    if let confirmed = slot?.confirmed, confirmed > point { return nil }
    return gap(
      "server-behind",
      "the server left timeline \(timeline) at \(point), but \(position) was already delivered",
      at: point, why: "after a failover the new primary does not have what this pipeline delivered",
      remedies: [Advice.resnapshot(slotName)])
  }

  /// A stream needs a publication that existed at every point of the WAL that it reads.
  static func missingPublication(_ facts: StartFacts, _ state: PipelineState?) -> [Reason] {
    guard facts.publication == nil else { return [] }
    let name = TerminalText.sanitized(facts.publicationName)
    let position = state.flatMap { $0.phase == .snapshot ? nil : $0.position }
    return [
      Reason(
        "publication-exists", position == nil ? .refused : .gap,
        "publication \(name) does not exist, but slot \(facts.slotName) does",
        subject: position.map { "LSN \($0)" } ?? "publication \(name)",
        why: "a publication that is newer than its slot does not cover what the slot holds",
        remedies: [Advice.resnapshot(facts.slotName)])
    ]
  }

  /// What a choice means for the data.
  static func notes(
    _ start: Start?, _ facts: StartFacts, _ choices: OperatorChoices
  ) -> [String] {
    switch start {
    case .snapshot(droppingSlot: true):
      ["slot \(facts.slotName) is dropped (--resnapshot)"]
    case .createSlot where choices.acceptGap != nil:
      ["--accept-gap: changes since \(choices.acceptGap ?? .zero) are omitted"]
    case .stream(let position, .gapAccepted):
      ["--accept-gap: continuing from \(position); the changes before it are omitted"]
    case .stream(let position, .adopted):
      [
        "slot \(facts.slotName) is streamed from its confirmed position \(position), without older"
          + " rows"
      ]
    default: []
    }
  }
}
