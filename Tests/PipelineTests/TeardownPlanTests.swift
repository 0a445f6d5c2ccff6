import Diagnostics
import Pipeline
import Postgres
import Replication
import Start
import Support
import Testing

/// What teardown decides to drop.
@Suite struct TeardownPlanTests {
  private static let state = PipelineState(
    phase: .streaming, systemID: "7", timeline: 1, slot: "s", plugin: "pgoutput",
    publication: "p", createdPublicationOID: 16400, streams: ["public.t"], position: .zero)

  private static func slot(
    _ type: String = "logical", plugin: String? = "pgoutput", database: String? = "d",
    isActive: Bool = false, holder: String = ""
  ) -> ReplicationSlot {
    var slot = ReplicationSlot()
    slot.type = type
    slot.plugin = plugin
    slot.database = database
    slot.isActive = isActive
    slot.holder = holder
    return slot
  }

  private static func facts(
    _ slot: ReplicationSlot? = slot(),
    systemID: String? = "7", oid: UInt32? = 16400
  ) -> TeardownFacts {
    TeardownFacts(database: "d", systemID: systemID, slot: slot, publicationOID: oid)
  }

  private func plan(
    _ facts: TeardownFacts = facts(), _ state: PipelineState? = state, publication: String = "p"
  ) throws -> TeardownPlan {
    try TeardownPlan(slot: "s", publication: publication, state: state, facts)
  }

  private func kind(_ verdict: TeardownPlan.Verdict) -> String {
    switch verdict {
    case .absent: "absent"
    case .drop: "drop"
    case .keep: "keep"
    }
  }

  private func kinds(_ plan: TeardownPlan) -> [String] {
    [plan.slot, plan.publication, plan.state].map(kind)
  }

  @Test func whatIsOursIsDropped() throws {
    #expect(kinds(try plan()) == ["drop", "drop", "drop"])
    #expect(kinds(try plan(Self.facts(nil, oid: nil))) == ["absent", "absent", "drop"])
    #expect(kinds(try plan(Self.facts(nil, oid: nil), nil)) == ["absent", "absent", "absent"])
    let nothing = try TeardownPlan(
      slot: nil, publication: nil, state: nil, Self.facts(nil, oid: nil))
    #expect(kinds(nothing) == ["absent", "absent", "absent"])
  }

  @Test func aPublicationNeedsAStateThatMadeIt() throws {
    var other = Self.state
    other.createdPublicationOID = nil
    #expect(kinds(try plan(Self.facts(), other)) == ["drop", "keep", "drop"])
    #expect(kinds(try plan(Self.facts(), nil)) == ["drop", "keep", "absent"])
    #expect(kinds(try plan(Self.facts(oid: 16401))) == ["drop", "keep", "drop"])
    #expect(kinds(try plan(publication: "q")) == ["drop", "keep", "drop"])
    // The same numbers exist on every server.
    #expect(kinds(try plan(Self.facts(systemID: "8"))) == ["drop", "keep", "keep"])
    #expect(kinds(try plan(Self.facts(systemID: nil))) == ["drop", "keep", "drop"])
    guard
      case .keep(_, let statement) = try plan(Self.facts(oid: 1), publication: "a\"b").publication
    else {
      Issue.record("dropped")
      return
    }
    #expect(statement == "DROP PUBLICATION \"a\"\"b\";")
  }

  @Test func aSlotOfAnotherKindIsKeptWithItsState() throws {
    for slot in [
      Self.slot(plugin: "test_decoding", database: "d"),
      Self.slot(plugin: "pgoutput", database: "e"),
      Self.slot("physical", plugin: nil, database: nil),
      // Whoever holds it: it is not ours, so it is not refused but kept.
      Self.slot(plugin: "wal2json", database: "d", isActive: true),
    ] {
      let plan = try plan(Self.facts(slot))
      #expect(kind(plan.slot) == "keep")
      #expect(kind(plan.state) == "keep")
    }
  }

  @Test func aSlotInUseIsRefusedWithItsHolder() throws {
    let slot = Self.slot(
      plugin: "pgoutput", database: "d", isActive: true, holder: "x\u{1B}[m")
    let failure = #expect(throws: Failure.self) { try plan(Self.facts(slot)) }
    #expect(failure?.kind == .refused)
    #expect(failure?.message == "slot s is in use: x\\x1b[m")
  }
}
