import Checks
import Postgres
import Replication
import Start
import Testing

/// What the pipeline's own state says of a publication that looks newer than its slot.
@Suite struct PublicationOrderTests {
  /// A pipeline whose slot begins with an older transaction than its publication.
  private func facts(_ change: (inout Facts, inout PipelineState) -> Void) -> [Finding] {
    var facts = Facts.healthyPipeline()
    var slot = ReplicationSlot()
    slot.name = "s"
    slot.confirmed = LSN(0x800)
    facts.slots = [slot]
    facts.publication?.oid = 17
    facts.publication?.isNewerThanSlot = true
    var look = CatalogLook()
    look.publication = PublicationIdentity(row: CatalogRow(oid: 17, xmin: 5))
    facts.look = look
    var state = PipelineState.streaming(at: 0x800)
    state.publicationRow = CatalogRow(oid: 17, xmin: 5)
    change(&facts, &state)
    facts.state = state
    return facts.findings("publication-before-slot")
  }

  @Test func itsOwnPublicationIsOlder() {
    #expect(facts { $1.createdPublicationOID = 17 }.map(\.status) == [.ok])
    #expect(facts { $1.createdPublicationOID = 18 }.map(\.status) == [.warning])
  }

  @Test func anotherOneIsOlderOnceTheStreamHasPassedALook() {
    #expect(facts { $1.looked = LSN(0x800) }.map(\.status) == [.ok])
    #expect(facts { $1.looked = LSN(0x801) }.map(\.status) == [.warning])
    #expect(facts { _, _ in }.map(\.status) == [.warning])
    let altered = facts {
      $1.looked = LSN(0x800)
      $1.publicationRow = CatalogRow(oid: 17, xmin: 4)
    }
    #expect(altered.map(\.status) == [.warning])
  }

  @Test func anotherPipelinesStateProvesNothing() {
    func with(_ change: (inout PipelineState) -> Void) -> [Finding.Status] {
      facts {
        $1.createdPublicationOID = 17
        change(&$1)
      }.map(\.status)
    }
    #expect(with { $0.slot = "other" } == [.warning])
    #expect(with { $0.systemID = "8" } == [.warning])
    #expect(with { $0.publication = "other" } == [.warning])
    #expect(with { $0.phase = .snapshot } == [.warning])
  }
}
