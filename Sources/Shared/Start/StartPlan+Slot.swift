import Diagnostics
package import Postgres
package import Replication

/// Reasons in place of a start.
struct Refused: Error {
  var all: [Reason]

  init(_ reason: Reason) { all = [reason] }
}

extension StartPlan {
  /// How the stream begins, as far as slot and state decide it.
  static func begin(
    _ facts: StartFacts, _ state: PipelineState?, _ choices: OperatorChoices
  ) -> Result<Start, Refused> {
    if let slot = facts.slot, let reason = foreign(slot, facts) { return .failure(Refused(reason)) }
    if choices.resnapshot != nil {
      guard let slot = facts.slot else { return .success(.snapshot(droppingSlot: false)) }
      if slot.isActive { return .failure(Refused(inUse(slot))) }
      return .success(.snapshot(droppingSlot: true))
    }
    if let slot = facts.slot, slot.isActive, slot.confirmed != nil, !isOwnReader(slot) {
      return .failure(Refused(inUse(slot)))
    }
    if let slot = facts.slot, slot.confirmed == nil, !slot.isLost {
      return .failure(Refused(halfCreated(slot)))
    }
    guard let state, state.phase != .snapshot else { return withoutState(facts, choices) }
    return state.phase == .promoting ? promoting(facts, state) : streaming(facts, state, choices)
  }

  /// A walsender of blink-run's that lost its client holds the slot until it notices.
  private static func isOwnReader(_ slot: ReplicationSlot) -> Bool {
    slot.holder.isEmpty || slot.holder.hasPrefix("blink-run")
  }

  private static func inUse(_ slot: ReplicationSlot) -> Reason {
    Reason(
      "slot-active", .refused, "slot \(slot.name) is in use: \(slot.holderWords)",
      subject: slot.name, why: "two consumers of one slot would each lose what the other takes",
      remedies: [
        "stop the other consumer (pg_stat_replication shows it)",
        "give this pipeline a slot_name of its own",
      ])
  }

  private static func withoutState(
    _ facts: StartFacts, _ choices: OperatorChoices
  ) -> Result<Start, Refused> {
    guard let slot = facts.slot else {
      return .success(facts.wantsSnapshot ? .snapshot(droppingSlot: false) : .createSlot)
    }
    let name = facts.slotName
    let confirmed = slot.confirmed ?? .zero
    if slot.isLost { return .failure(Refused(lost(slot, at: confirmed))) }
    if !facts.wantsSnapshot || choices.adoptSlot != nil {
      return .success(.stream(from: confirmed, because: .adopted))
    }
    return .failure(
      Refused(
        gap(
          "slot-unrecorded", "slot \(name) exists, but no finished snapshot of it is recorded",
          at: confirmed, why: "streaming it would omit every row that is older than the slot",
          remedies: [
            Advice.resnapshot(name),
            "--adopt-slot \(name)   streams it from \(confirmed), without the older rows",
            "if another machine ran this pipeline, copy its state directory here instead",
          ])))
  }

  private static func halfCreated(_ slot: ReplicationSlot) -> Reason {
    Reason(
      "slot-half-created", .refused,
      slot.isActive
        ? "slot \(slot.name) is being created by \(slot.holderWords)"
        : "slot \(slot.name) has no position: its creation was cut short",
      subject: slot.name, why: "it has no confirmed position to stream from",
      remedies: [
        slot.isActive
          ? "wait until it has been created"
          : "SELECT pg_drop_replication_slot(\(Quoting.literal(slot.name)));"
      ])
  }

  private static func promoting(
    _ facts: StartFacts, _ state: PipelineState
  ) -> Result<Start, Refused> {
    guard let slot = facts.slot else {
      return .success(facts.wantsSnapshot ? .snapshot(droppingSlot: false) : .createSlot)
    }
    if slot.confirmed == state.position {
      return .success(.stream(from: state.position, because: .promoted))
    }
    return .failure(
      Refused(
        gap(
          "slot-unrecorded",
          "slot \(facts.slotName) is not the one that the snapshot at \(state.position) belongs to",
          at: slot.confirmed ?? .zero,
          why: "changes between the snapshot and the slot would be missing",
          remedies: [Advice.resnapshot(facts.slotName)])))
  }

  private static func streaming(
    _ facts: StartFacts, _ state: PipelineState, _ choices: OperatorChoices
  ) -> Result<Start, Refused> {
    guard state.plugin == facts.plugin else {
      return .failure(
        Refused(
          gap(
            "slot-plugin",
            "slot \(facts.slotName) was streamed with \(state.plugin), now \(facts.plugin) is"
              + " configured", at: state.position,
            why: "events are numbered differently, so a repeated event could not be recognized",
            remedies: ["write plugin: \(state.plugin) again", Advice.resnapshot(facts.slotName)])))
    }
    let confirmed = facts.slot?.confirmed
    if facts.slot == nil, choices.acceptGap == state.position { return .success(.createSlot) }
    if let confirmed, confirmed > state.position, choices.acceptGap == confirmed {
      return .success(.stream(from: confirmed, because: .gapAccepted))
    }
    if let reason = sinkBehind(facts, choices) { return .failure(Refused(reason)) }
    if let reason = reason(against: facts.slot, facts.slotName, at: state.position) {
      return .failure(Refused(reason))
    }
    return .success(.stream(from: state.position, because: .stored))
  }

  /// Judges a slot that a stream continues from, at start and after every lost connection: in
  /// between another session may have dropped, replaced or advanced it.
  ///
  /// - Parameters:
  ///   - slot: nil if there is no such slot.
  ///   - position: the last position that was stored, above which nothing was ever confirmed.
  /// - Returns: nil if the stream may continue.
  package static func reason(
    against slot: ReplicationSlot?, _ name: String, at position: LSN
  ) -> Reason? {
    guard let slot else {
      return gap(
        "slot-exists", "slot \(name) is gone; the last position delivered is \(position)",
        at: position, why: "every change since then is lost to this pipeline",
        remedies: [
          Advice.resnapshot(name),
          Advice.acceptGap(position) + ", from a new slot",
        ])
    }
    if slot.isLost { return lost(slot, at: position) }
    let confirmed = slot.confirmed ?? .zero
    guard confirmed > position else { return nil }
    return gap(
      "slot-checkpoint",
      "slot \(name) is at \(confirmed), beyond \(position), the last position that this pipeline"
        + " confirmed", at: position,
      why: "another session advanced or replaced the slot; the changes in between are lost",
      remedies: [Advice.resnapshot(name), Advice.acceptGap(confirmed)])
  }

  private static func lost(_ slot: ReplicationSlot, at position: LSN) -> Reason {
    let cause = slot.invalidationReason ?? (slot.isConflicting ? "conflict" : "wal_status = lost")
    return gap(
      "slot-lost", "slot \(slot.name) is invalidated (\(cause))", at: position,
      why: "the server removed WAL that was not delivered yet",
      remedies: [
        Advice.resnapshot(slot.name),
        "raise max_slot_wal_keep_size, or keep the pipeline running, so that this does not happen again",
      ])
  }

  /// A slot of that name that cannot be this pipeline's; not even `--resnapshot` may drop it.
  private static func foreign(_ slot: ReplicationSlot, _ facts: StartFacts) -> Reason? {
    let found: (id: String, words: String)? =
      if slot.type != "logical" {
        ("slot-type", "slot \(slot.name) is physical")
      } else if let database = slot.database, database != facts.database {
        ("slot-database", "slot \(slot.name) belongs to database \(database)")
      } else if let plugin = slot.plugin, plugin != facts.plugin {
        ("slot-plugin", "slot \(slot.name) decodes with \(plugin), not \(facts.plugin)")
      } else if slot.isTemporary {
        ("slot-temporary", "slot \(slot.name) is temporary")
      } else {
        nil
      }
    return found.map { found in
      Reason(
        found.id, .refused, found.words, subject: slot.name,
        why: "it is not a slot that this pipeline can stream",
        remedies: ["slot_name: another name"])
    }
  }

  static func gap(
    _ id: String, _ message: String, at position: LSN, why: String, remedies: [String]
  ) -> Reason {
    Reason(id, .gap, message, subject: "LSN \(position)", why: why, remedies: remedies)
  }
}
