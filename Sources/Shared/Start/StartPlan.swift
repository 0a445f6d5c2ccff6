import Diagnostics
package import Postgres
import Replication

/// What a run will do, or every reason why it will not: made once from facts, state and choices,
/// and shown by doctor, `--dry-run` and the run alike. Pure (docs/explanation/start-and-gaps.md).
package struct StartPlan: Sendable {
  /// How the stream begins.
  package enum Start: Sendable, Equatable {
    /// Create the slot and copy every table; `droppingSlot` drops the one that is there first, as
    /// the operator said.
    case snapshot(droppingSlot: Bool)
    /// Create the slot, without older rows.
    case createSlot
    /// Stream an existing slot.
    case stream(from: LSN, because: Cause)
  }

  /// Why an existing slot is streamed from a position.
  package enum Cause: Sendable, Equatable {
    /// The state says so.
    case stored
    /// The slot became permanent, but the state does not say so yet.
    case promoted
    /// No state belongs to the slot: from its confirmed position.
    case adopted
    /// The operator accepted that changes before it are lost.
    case gapAccepted
  }

  package let facts: StartFacts
  let stored: PipelineState?
  let choices: OperatorChoices
  /// What the checks found.
  private var found: [Reason] = []
  /// How it begins; nil where the reasons leave no way.
  package private(set) var start: Start?
  package private(set) var publication: PublicationPlan
  /// The streams that a running pipeline has to copy before it goes on with them.
  package private(set) var copied: [QualifiedName] = []
  /// Why the run does not start; none where it does.
  package private(set) var refusals: [Reason]
  /// What the operator's choices mean for the data, a sentence each.
  package private(set) var notes: [String] = []
  /// What happened to tables since the state was written that the stream does not say, a sentence
  /// each.
  package private(set) var warnings: [String] = []

  /// Decides.
  ///
  /// - Parameter state: what earlier runs left behind; nil for nothing.
  package init(_ facts: StartFacts, _ state: PipelineState?, _ choices: OperatorChoices) {
    self.facts = facts
    stored = state
    self.choices = choices
    let state = Self.joined(state, facts)
    var accepted: [Reason] = []
    refusals = Self.misnamed(facts, choices)
    publication = .keep
    if choices.resnapshot == nil, let state, state.phase != .snapshot {
      refusals += Self.otherServer(facts, state, choices)
      if !refusals.contains(where: { Self.serverIDs.contains($0.id) }) {
        let changed = Self.changedStreams(facts, state, choices)
        refusals += changed.filter { !choices.acceptsGap(of: $0.stream) }.map(\.reason)
        accepted = changed.filter { choices.acceptsGap(of: $0.stream) }.map(\.reason)
      }
    }
    switch Self.begin(facts, state, choices) {
    case .success(let found): start = found
    case .failure(let reasons):
      // Positions of another server, or of a lost branch, say nothing about this slot.
      if !refusals.contains(where: { Self.serverIDs.contains($0.id) }) { refusals += reasons.all }
    }
    let own = Self.ownPublication(facts, state)
    if case .stream = start {
      refusals += Self.missingPublication(facts, state) + Self.absorbed(facts)
      publication = PublicationPlan.follow(
        facts, own: own, without: Self.removed(facts, stored))
    } else if start != nil {
      publication = PublicationPlan.make(facts, own: own)
    }
    notes = Self.notes(start, facts, choices)
    guard start != nil else { return }
    let added = Self.added(facts, state, choices)
    copied = added.filter { facts.wantsSnapshot || choices.resnapshots($0) }
    refusals += Self.copiedUnderOldNames(facts, takesSnapshot, copied)
    notes += Self.notes(added: added, facts, choices)
    guard case .stream = start, let state else { return }
    warnings = accepted.map { "\($0.message); continuing, as --accept-stream-gap says" }
    warnings += Self.silentChanges(facts, state, choices)
  }

  /// Adds what the checks found.
  package mutating func refuse(_ reasons: [Reason]) {
    found += reasons
    refusals += reasons
  }

  /// The plan with the sink's own position.
  ///
  /// - Parameter position: nil where the sink keeps none, or holds nothing.
  package func joining(_ position: LSN?) -> StartPlan {
    guard position != facts.sinkPosition else { return self }
    var facts = facts
    facts.sinkPosition = position
    var plan = StartPlan(facts, stored, choices)
    plan.refuse(found)
    return plan
  }

  /// The reason that decides the exit code; nil where the run starts.
  package var decisive: Reason? { Reason.decisive(among: refusals) }

  /// Whether the first snapshot is taken.
  package var takesSnapshot: Bool {
    if case .snapshot = start { true } else { false }
  }

  /// The tables that the start takes out of the publication: they are no streams any more.
  package var leaving: [QualifiedName] {
    if case .stream = start, case .change = publication { Self.removed(facts, stored) } else { [] }
  }

  /// Whether a slot is created: for the stream, or to copy added streams.
  package var createsSlot: Bool {
    switch start {
    case .snapshot, .createSlot: true
    case .stream: !copied.isEmpty
    case nil: false
    }
  }

  /// The ids of reasons that are about the server as a whole.
  static let serverIDs: Set<String> = ["identity-changed", "server-behind"]

  /// The publication that this pipeline created; the same number means nothing on another server.
  private static func ownPublication(_ facts: StartFacts, _ state: PipelineState?) -> UInt32? {
    state?.systemID == facts.identity?.systemID ? state?.createdPublicationOID : nil
  }
}
