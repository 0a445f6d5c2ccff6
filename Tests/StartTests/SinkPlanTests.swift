import Diagnostics
import Postgres
import Replication
import Start
import Testing

/// A start with a sink that keeps its own position.
@Suite struct SinkPlanTests {
  private func plan(
    state position: UInt64?, slot confirmed: UInt64?, sink: UInt64?,
    _ change: (inout OperatorChoices) -> Void = { _ in }
  ) -> StartPlan {
    var facts = StartFacts(
      slotName: "s", publicationName: "s", plugin: "pgoutput",
      streams: [
        StartFacts.Stream(table: QualifiedName(schema: "public", name: "t"), columns: ["id"])
      ], wantsSnapshot: true)
    facts.server.version = 150_018
    facts.database = "d"
    facts.identity = ServerIdentity(systemID: "7", timeline: 1, position: LSN(1000))
    facts.publication = Publication()
    if let confirmed {
      var slot = ReplicationSlot()
      slot.name = "s"
      slot.plugin = "pgoutput"
      slot.database = "d"
      slot.confirmed = LSN(confirmed)
      facts.slot = slot
    }
    let state = position.map { position in
      PipelineState(
        phase: .streaming, systemID: "7", timeline: 1, slot: "s", plugin: "pgoutput",
        publication: "s", createdPublicationOID: nil, streams: ["public.t"],
        position: LSN(position))
    }
    var choices = OperatorChoices()
    change(&choices)
    return StartPlan(facts, state, choices).joining(sink.map { LSN($0) })
  }

  @Test func theSinkWinsOverTheState() {
    for position in [400, 500, 600] as [UInt64] {
      let plan = plan(state: 500, slot: 400, sink: position)
      #expect(plan.refusals == [])
      #expect(plan.start == .stream(from: LSN(position), because: .stored))
    }
    let without = plan(state: 500, slot: 400, sink: nil)
    #expect(without.start == .stream(from: LSN(500), because: .stored))
  }

  @Test func aSinkBehindTheSlotIsAGapThatCanBeAccepted() {
    let behind = plan(state: 500, slot: 450, sink: 400)
    #expect(behind.refusals.map(\.id) == ["sink-behind"])
    #expect(behind.decisive?.kind == .gap)
    let accepted = plan(state: 500, slot: 450, sink: 400) { $0.acceptGap = LSN(450) }
    #expect(accepted.start == .stream(from: LSN(450), because: .gapAccepted))
    let again = plan(state: 500, slot: 450, sink: 400) { $0.resnapshot = "s" }
    #expect(again.start == .snapshot(droppingSlot: true))
  }

  @Test func withoutAStateTheSinkIsEnough() {
    let found = plan(state: nil, slot: 400, sink: 500)
    #expect(found.start == .stream(from: LSN(500), because: .stored))
    #expect(plan(state: nil, slot: 400, sink: nil).refusals.map(\.id) == ["slot-unrecorded"])
    #expect(plan(state: nil, slot: nil, sink: 500).refusals.map(\.id).contains("slot-exists"))
  }

  @Test func whatTheChecksFoundStays() {
    var plan = plan(state: 500, slot: 400, sink: nil)
    plan.refuse([Reason("other", .refused, "no", subject: "", why: "", remedies: [])])
    #expect(plan.joining(LSN(450)).refusals.map(\.id) == ["other"])
  }
}
