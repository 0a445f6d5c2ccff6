import Diagnostics
import Postgres
import Replication
import Start
import Testing

/// The table of docs/explanation/start-and-gaps.md, a row each.
@Suite struct StartPlanTests {
  private func state(_ phase: PipelineState.Phase, at position: UInt64 = 500) -> PipelineState {
    PipelineState(
      phase: phase, systemID: "7", timeline: 1, slot: "s", plugin: "pgoutput", publication: "s",
      createdPublicationOID: nil, streams: ["public.t"], position: LSN(position))
  }

  private func slot(
    _ confirmed: UInt64?, status: String? = nil,
    _ change: (inout ReplicationSlot) -> Void = { _ in }
  ) -> ReplicationSlot {
    var slot = ReplicationSlot()
    slot.name = "s"
    slot.plugin = "pgoutput"
    slot.database = "d"
    slot.confirmed = confirmed.map { LSN($0) }
    slot.walStatus = status
    change(&slot)
    return slot
  }

  private func plan(
    _ state: PipelineState?, _ slot: ReplicationSlot?, snapshot: Bool = true,
    _ change: (inout StartFacts, inout OperatorChoices) -> Void = { _, _ in }
  ) -> StartPlan {
    var facts = StartFacts(
      slotName: "s", publicationName: "s", plugin: "pgoutput",
      streams: [StartFacts.Stream(table: Self.table, columns: ["id"])], wantsSnapshot: snapshot)
    facts.server.version = 150_018
    facts.database = "d"
    facts.identity = ServerIdentity(systemID: "7", timeline: 1, position: LSN(1000))
    facts.slot = slot
    if slot != nil { facts.publication = Publication() }
    var choices = OperatorChoices()
    change(&facts, &choices)
    return StartPlan(facts, state, choices)
  }

  private static let table = QualifiedName(schema: "public", name: "t")

  /// How it starts; nil where it is refused.
  private func start(
    _ state: PipelineState?, _ slot: ReplicationSlot?, snapshot: Bool = true,
    _ change: (inout StartFacts, inout OperatorChoices) -> Void = { _, _ in }
  ) -> StartPlan.Start? {
    let plan = plan(state, slot, snapshot: snapshot, change)
    return plan.refusals.isEmpty ? plan.start : nil
  }

  /// The ids of the reasons and the exit code.
  private func refused(
    _ state: PipelineState?, _ slot: ReplicationSlot?, snapshot: Bool = true,
    _ change: (inout StartFacts, inout OperatorChoices) -> Void = { _, _ in }
  ) -> [String] {
    let plan = plan(state, slot, snapshot: snapshot, change)
    return plan.refusals.map(\.id) + [plan.decisive.map { "\($0.kind.rawValue)" } ?? "0"]
  }

  @Test func firstRuns() {
    #expect(start(nil, nil) == .snapshot(droppingSlot: false))
    #expect(start(nil, nil, snapshot: false) == .createSlot)
    #expect(start(state(.snapshot), nil) == .snapshot(droppingSlot: false))
    #expect(start(state(.promoting), nil) == .snapshot(droppingSlot: false))
  }

  @Test func slotsWithoutAState() {
    #expect(refused(nil, slot(300)) == ["slot-unrecorded", "7"])
    #expect(refused(state(.snapshot), slot(300)) == ["slot-unrecorded", "7"])
    #expect(refused(nil, slot(300, status: "lost"), snapshot: false) == ["slot-lost", "7"])
    #expect(start(nil, slot(300), snapshot: false) == .stream(from: LSN(300), because: .adopted))
    #expect(
      start(nil, slot(300)) { $1.adoptSlot = "s" } == .stream(from: LSN(300), because: .adopted))
    #expect(start(nil, slot(300)) { $1.resnapshot = "s" } == .snapshot(droppingSlot: true))
    #expect(refused(nil, slot(nil)) == ["slot-half-created", "2"])
    #expect(refused(state(.streaming), slot(nil)) == ["slot-half-created", "2"])
    #expect(
      refused(nil, slot(300)) { $1.adoptSlot = "other" } == ["wrong-slot", "64"])
    #expect(
      refused(nil, slot(300), snapshot: false) { facts, _ in facts.publication = nil }
        == ["publication-exists", "2"])
  }

  @Test func promotionIsFinishedOnlyForTheSlotOfThatSnapshot() {
    #expect(
      start(state(.promoting), slot(500)) == .stream(from: LSN(500), because: .promoted))
    #expect(refused(state(.promoting), slot(501)) == ["slot-unrecorded", "7"])
  }

  @Test func streamingGoesOnFromTheStoredPosition() {
    for confirmed: UInt64 in [400, 500] {
      #expect(
        start(state(.streaming), slot(confirmed)) == .stream(from: LSN(500), because: .stored))
    }
    let withoutPublication = refused(state(.streaming), slot(500)) { facts, _ in
      facts.publication = nil
    }
    #expect(withoutPublication == ["publication-exists", "7"])
  }

  @Test func gaps() {
    #expect(refused(state(.streaming), nil) == ["slot-exists", "7"])
    #expect(start(state(.streaming), nil) { $1.acceptGap = LSN(500) } == .createSlot)
    #expect(refused(state(.streaming), slot(501)) == ["slot-checkpoint", "7"])
    #expect(
      start(state(.streaming), slot(501)) { $1.acceptGap = LSN(501) }
        == .stream(from: LSN(501), because: .gapAccepted))
    #expect(
      refused(state(.streaming), slot(501)) { $1.acceptGap = LSN(9) } == ["slot-checkpoint", "7"])
    #expect(refused(state(.streaming), slot(400, status: "lost")) == ["slot-lost", "7"])
    var other = state(.streaming)
    other.plugin = "wal2json"
    #expect(refused(other, slot(500)) == ["slot-plugin", "7"])
  }

  /// Not even `--resnapshot` takes a slot away from somebody else.
  @Test(arguments: [nil, "s"]) func slotsOfOthers(_ resnapshot: String?) {
    func ids(_ change: (inout ReplicationSlot) -> Void) -> [String] {
      refused(nil, slot(300, change)) { $1.resnapshot = resnapshot }
    }
    #expect(ids { $0.type = "physical" } == ["slot-type", "2"])
    #expect(ids { $0.database = "other" } == ["slot-database", "2"])
    #expect(ids { $0.plugin = "test_decoding" } == ["slot-plugin", "2"])
    #expect(ids { $0.isTemporary = true } == ["slot-temporary", "2"])
    let inUse = ids {
      $0.isActive = true
      $0.holder = "debezium, cdc"
    }
    #expect(inUse == ["slot-active", "2"])
  }

  /// A walsender that lost its client holds the slot until it notices.
  @Test func aSlotThatBlinkRunHoldsIsWaitedFor() {
    let held = slot(500) {
      $0.isActive = true
      $0.holder = "blink-run, cdc"
    }
    #expect(start(state(.streaming), held) == .stream(from: LSN(500), because: .stored))
    #expect(refused(state(.streaming), held) { $1.resnapshot = "s" } == ["slot-active", "2"])
  }

  @Test func anotherServer() {
    func elsewhere(
      _ systemID: String = "7", timeline: UInt32 = 1, position: UInt64 = 1000
    ) -> ServerIdentity {
      ServerIdentity(systemID: systemID, timeline: timeline, position: LSN(position))
    }
    let resumed = StartPlan.Start.stream(from: LSN(500), because: .stored)
    let streaming = state(.streaming)
    #expect(
      refused(streaming, slot(500)) { facts, _ in facts.identity = elsewhere("8") }
        == ["identity-changed", "7"])
    // What that server has of the slot says nothing.
    #expect(
      refused(streaming, nil) { facts, _ in facts.identity = elsewhere("8") }
        == ["identity-changed", "7"])
    let adopted = start(streaming, slot(500)) { facts, choices in
      facts.identity = elsewhere("8")
      choices.adoptSystem = "8"
    }
    #expect(adopted == resumed)
    // A slot that was moved beyond the point was streamed here after the promotion.
    let promoted: [(point: UInt64, slot: UInt64, StartPlan.Start?)] = [
      (499, 499, nil), (500, 500, resumed), (499, 500, resumed),
    ]
    for (point, confirmed, expected) in promoted {
      let found = start(streaming, slot(confirmed)) { facts, _ in
        facts.identity = elsewhere(timeline: 2)
        facts.switchPoint = LSN(point)
      }
      #expect(found == expected)
    }
    #expect(
      refused(streaming, slot(500)) { facts, _ in facts.identity = elsewhere(position: 499) }
        == ["server-behind", "7"])
  }

  @Test func thePublicationIsOursToChangeOnlyIfWeCreatedIt() {
    var own = state(.snapshot)
    own.createdPublicationOID = 9
    func publication(_ oid: UInt32, system: String = "7") -> PublicationPlan {
      plan(own, nil) { facts, _ in
        facts.identity?.systemID = system
        facts.publication = Publication()
        facts.publication?.oid = oid
        facts.publication?.tables[QualifiedName(schema: "public", name: "u")] = Publication.Entry()
      }.publication
    }
    #expect(
      publication(9) == .change(["ALTER PUBLICATION \"s\" SET TABLE ONLY \"public\".\"t\";"]))
    #expect(publication(10) == .keep)
    #expect(publication(9, system: "8") == .keep)
    #expect(
      plan(nil, nil).publication.statements.first?.hasPrefix("CREATE PUBLICATION \"s\" FOR TABLE")
        == true)
  }

  @Test func oneMessageHoldsEveryReason() {
    var plan = plan(state(.streaming), nil)
    plan.refuse(
      (1...20).map {
        Reason("x", .refused, "found \($0)", why: "", remedies: ["same"])
      })
    let failure = plan.failure(file: "shop.yaml")
    #expect(failure?.kind == .gap)
    #expect(failure?.message.hasPrefix("slot-exists: ") == true)
    #expect(failure?.why?.contains("and 10 more") == true)
    #expect(failure?.remedies.filter { $0 == "same" }.count == 1)
    #expect(failure?.remedies.last == "blink-schema doctor shop.yaml shows everything")
  }
}
