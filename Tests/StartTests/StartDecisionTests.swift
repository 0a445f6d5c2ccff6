import Diagnostics
import Postgres
import Replication
import Start
import Testing

/// The table of docs/explanation/start-and-gaps.md, a row each.
@Suite struct StartDecisionTests {
  private func state(_ phase: PipelineState.Phase, at position: UInt64 = 500) -> PipelineState {
    PipelineState(
      phase: phase, systemID: "7", timeline: 1, slot: "s", plugin: "pgoutput", publication: "s",
      createdPublicationOID: nil, streams: ["public.t"], position: LSN(position))
  }

  private func facts(_ confirmed: UInt64?, status: String? = nil) -> SlotFacts {
    SlotFacts(
      plugin: "pgoutput", database: "d", confirmed: confirmed.map { LSN($0) }, walStatus: status)
  }

  private func decide(
    _ state: PipelineState?, _ facts: SlotFacts?, snapshot: Bool = true,
    _ change: (inout StartDecision.Situation) -> Void = { _ in }
  ) throws(Failure) -> StartDecision {
    var situation = StartDecision.Situation(
      slot: "s", plugin: "pgoutput", streams: ["public.t"], wantsSnapshot: snapshot, state: state,
      facts: facts, systemID: "7", timeline: 1, serverPosition: LSN(1000))
    change(&situation)
    return try StartDecision.make(situation)
  }

  private func kind(_ body: () throws(Failure) -> StartDecision) -> Failure.Kind? {
    do {
      _ = try body()
      return nil
    } catch {
      return error.kind
    }
  }

  @Test func firstRuns() throws {
    #expect(try decide(nil, nil) == .first(snapshot: true))
    #expect(try decide(nil, nil, snapshot: false) == .first(snapshot: false))
    #expect(try decide(state(.snapshot), nil) == .first(snapshot: true))
    #expect(try decide(state(.promoting), nil) == .first(snapshot: true))
  }

  @Test func slotsWithoutAState() throws {
    #expect(kind { () throws(Failure) in try decide(nil, facts(300)) } == .gap)
    #expect(kind { () throws(Failure) in try decide(state(.snapshot), facts(300)) } == .gap)
    #expect(try decide(nil, facts(300), snapshot: false) == .adopt(LSN(300)))
    #expect(try decide(nil, facts(300)) { $0.choices.adoptSlot = "s" } == .adopt(LSN(300)))
    #expect(try decide(nil, facts(300)) { $0.choices.resnapshot = "s" } == .dropAndSnapshot)
    #expect(kind { () throws(Failure) in try decide(nil, facts(nil)) } == .refused)
    #expect(
      kind { () throws(Failure) in try decide(nil, facts(300)) { $0.choices.adoptSlot = "other" } }
        == .usage)
  }

  @Test func promotionIsFinishedOnlyForTheSlotOfThatSnapshot() throws {
    #expect(try decide(state(.promoting), facts(500)) == .finishPromotion(LSN(500)))
    #expect(kind { () throws(Failure) in try decide(state(.promoting), facts(501)) } == .gap)
  }

  @Test func streamingGoesOnFromTheStoredPosition() throws {
    #expect(try decide(state(.streaming), facts(500)) == .resume(LSN(500)))
    #expect(try decide(state(.streaming), facts(400)) == .resume(LSN(500)))
  }

  @Test func gaps() throws {
    #expect(kind { () throws(Failure) in try decide(state(.streaming), nil) } == .gap)
    #expect(
      try decide(state(.streaming), nil) { $0.choices.acceptGap = LSN(500) }
        == .first(snapshot: false))
    #expect(kind { () throws(Failure) in try decide(state(.streaming), facts(501)) } == .gap)
    #expect(
      try decide(state(.streaming), facts(501)) { $0.choices.acceptGap = LSN(501) }
        == .resume(LSN(501)))
    #expect(
      kind { () throws(Failure) in
        try decide(state(.streaming), facts(501)) { $0.choices.acceptGap = LSN(9) }
      }
        == .gap)
    #expect(
      kind { () throws(Failure) in try decide(state(.streaming), facts(400, status: "lost")) }
        == .gap)
    #expect(
      kind { () throws(Failure) in
        try decide(state(.streaming), facts(500)) { $0.plugin = "wal2json" }
      }
        == .gap)
    #expect(
      kind { () throws(Failure) in
        try decide(state(.streaming), facts(500)) { $0.streams.append("public.u") }
      }
        == .gap)
  }

  @Test func anotherServer() throws {
    #expect(
      kind { () throws(Failure) in try decide(state(.streaming), facts(500)) { $0.systemID = "8" } }
        == .gap)
    #expect(
      try decide(state(.streaming), facts(500)) {
        $0.systemID = "8"
        $0.choices.adoptSystem = "8"
      } == .resume(LSN(500)))
    #expect(
      kind { () throws(Failure) in
        try decide(state(.streaming), facts(500)) {
          $0.timeline = 2
          $0.switchPoint = LSN(499)
        }
      } == .gap)
    #expect(
      try decide(state(.streaming), facts(500)) {
        $0.timeline = 2
        $0.switchPoint = LSN(500)
      } == .resume(LSN(500)))
    #expect(
      kind { () throws(Failure) in
        try decide(state(.streaming), facts(500)) { $0.serverPosition = LSN(499) }
      } == .gap)
  }
}
