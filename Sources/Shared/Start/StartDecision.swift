package import Diagnostics
package import Postgres
package import Replication

/// What to do at start, from what is stored and what the server says
/// (docs/explanation/start-and-gaps.md). Pure.
package enum StartDecision: Sendable, Equatable {
  /// Nothing exists: make the slot, with or without a snapshot before it.
  case first(snapshot: Bool)
  /// Drop the slot that the operator named, then the same with a snapshot.
  case dropAndSnapshot
  /// The slot became permanent but the state does not say so yet; stream from `position`.
  case finishPromotion(LSN)
  /// Stream an existing slot that no state of ours belongs to.
  case adopt(LSN)
  /// Go on from `position`.
  case resume(LSN)

  /// Everything the decision depends on.
  package struct Situation: Sendable {
    package var slot: String
    package var plugin: String
    package var streams: [String]
    package var wantsSnapshot: Bool
    package var state: PipelineState?
    package var facts: SlotFacts?
    package var systemID: String
    package var timeline: UInt32
    /// The server's flushed position.
    package var serverPosition: LSN
    /// Where the server left the state's timeline, if it did.
    package var switchPoint: LSN?
    package var choices: OperatorChoices

    /// Gathers a situation.
    package init(
      slot: String, plugin: String, streams: [String], wantsSnapshot: Bool, state: PipelineState?,
      facts: SlotFacts?, systemID: String, timeline: UInt32, serverPosition: LSN,
      switchPoint: LSN? = nil, choices: OperatorChoices = OperatorChoices()
    ) {
      self.slot = slot
      self.plugin = plugin
      self.streams = streams
      self.wantsSnapshot = wantsSnapshot
      self.state = state
      self.facts = facts
      self.systemID = systemID
      self.timeline = timeline
      self.serverPosition = serverPosition
      self.switchPoint = switchPoint
      self.choices = choices
    }
  }

  /// Decides.
  ///
  /// - Throws: a gap where going on would skip data, a usage failure where a choice names
  ///   another slot than the configuration.
  package static func make(_ now: Situation) throws(Failure) -> StartDecision {
    for (flag, name) in [
      ("--resnapshot", now.choices.resnapshot), ("--adopt-slot", now.choices.adoptSlot),
    ] {
      if let name, name != now.slot {
        throw Failure(
          .usage,
          "\(flag) names slot \(TerminalText.sanitized(name)), the configuration \(now.slot)",
          remedies: ["write \(flag) \(now.slot) if that is what you mean"])
      }
    }
    if now.choices.resnapshot != nil {
      return now.facts == nil ? .first(snapshot: true) : .dropAndSnapshot
    }
    guard let state = now.state, state.phase != .snapshot else {
      return try withoutState(now)
    }
    try checkServer(now, state)
    try checkStreams(now.streams, state)
    return state.phase == .promoting
      ? try promoting(now, state) : try streaming(now, state)
  }

  private static func withoutState(_ now: Situation) throws(Failure) -> StartDecision {
    guard let facts = now.facts else { return .first(snapshot: now.wantsSnapshot) }
    guard let confirmed = facts.confirmed else {
      throw Failure(
        .refused, "slot \(now.slot) is still being created, or its creation was cut short",
        why: "it has no confirmed position to stream from",
        remedies: ["SELECT pg_drop_replication_slot(\(Quoting.literal(now.slot)));"])
    }
    if !now.wantsSnapshot || now.choices.adoptSlot != nil { return .adopt(confirmed) }
    throw gap(
      "slot \(now.slot) exists, but no finished snapshot of it is on record", at: confirmed,
      why: "streaming it would leave out every row that is older than the slot",
      remedies: [
        "--resnapshot \(now.slot)   drops the slot and begins again with a snapshot",
        "--adopt-slot \(now.slot)   streams it from \(confirmed), without the older rows",
        "if another machine ran this pipeline, bring its state directory here instead",
      ])
  }

  private static func promoting(
    _ now: Situation, _ state: PipelineState
  ) throws(Failure) -> StartDecision {
    guard let facts = now.facts else { return .first(snapshot: now.wantsSnapshot) }
    if facts.confirmed == state.position { return .finishPromotion(state.position) }
    throw gap(
      "slot \(now.slot) is not the one that the snapshot at \(state.position) belongs to",
      at: facts.confirmed ?? .zero,
      why: "changes between the snapshot and the slot would be missing",
      remedies: ["--resnapshot \(now.slot)   drops the slot and begins again"])
  }

  private static func streaming(
    _ now: Situation, _ state: PipelineState
  ) throws(Failure) -> StartDecision {
    let again = "--resnapshot \(now.slot)   begins again with a snapshot"
    guard state.plugin == now.plugin else {
      throw gap(
        "slot \(now.slot) was streamed with \(state.plugin), now \(now.plugin) is configured",
        at: state.position,
        why: "events are numbered differently, so a redelivery could not be recognised",
        remedies: ["write plugin: \(state.plugin) again", again])
    }
    guard let facts = now.facts else {
      if now.choices.acceptGap == state.position { return .first(snapshot: false) }
      throw goneSlot(now.slot, at: state.position)
    }
    if let confirmed = facts.confirmed, confirmed > state.position,
      now.choices.acceptGap == confirmed
    {
      return .resume(confirmed)
    }
    try checkSlot(facts, now.slot, at: state.position)
    return .resume(state.position)
  }

  private static func checkServer(_ now: Situation, _ state: PipelineState) throws(Failure) {
    let again = "--resnapshot \(now.slot)   begins again with a snapshot"
    if state.systemID != now.systemID {
      guard now.choices.adoptSystem == now.systemID else {
        throw gap(
          "this is another server: system identifier \(now.systemID), the state belongs to"
            + " \(state.systemID)", at: state.position,
          why: "positions of one server mean nothing on another",
          remedies: [
            again,
            "--adopt-system \(now.systemID)   if it is the same data after pg_upgrade with its"
              + " slots",
          ])
      }
      return
    }
    if let point = now.switchPoint, state.position > point {
      throw gap(
        "the server left timeline \(state.timeline) at \(point), but \(state.position) was"
          + " delivered already", at: point,
        why: "after a failover the new primary does not have what this pipeline delivered",
        remedies: [again])
    }
    if state.timeline == now.timeline, now.serverPosition < state.position {
      throw gap(
        "the server stands at \(now.serverPosition), before \(state.position), which was"
          + " delivered already", at: state.position,
        why: "it was restored from a backup, or lost its newest WAL", remedies: [again])
    }
  }

  static func gap(
    _ message: String, at position: LSN, why: String, remedies: [String]
  ) -> Failure {
    Failure(.gap, message, subject: "LSN \(position)", why: why, remedies: remedies)
  }
}
