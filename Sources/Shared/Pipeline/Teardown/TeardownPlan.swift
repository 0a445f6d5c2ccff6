package import Diagnostics
import Postgres
import Replication
package import Start

/// What teardown drops, and what it keeps for which reason. Pure.
package struct TeardownPlan: Sendable, Equatable {
  /// What becomes of one object.
  package enum Verdict: Sendable, Equatable {
    case absent
    case drop(String)
    /// Kept for this reason; the statement drops it by hand.
    case keep(String, statement: String?)
  }

  /// Nil where neither the file nor the state names one.
  package var slotName: String?
  package var slot: Verdict
  package var publicationName: String?
  package var publication: Verdict
  /// The state of this pipeline.
  package var state: Verdict

  /// Decides.
  ///
  /// - Throws: a refusal where the slot is in use; nothing may be dropped then.
  package init(
    slot name: String?, publication: String?, state: PipelineState?, _ facts: TeardownFacts
  ) throws(Failure) {
    slotName = name
    publicationName = publication
    slot = try Self.slot(name, facts)
    self.publication = Self.publication(publication, state, facts)
    self.state = Self.state(state, slot: slot, facts)
  }

  private static func slot(_ name: String?, _ facts: TeardownFacts) throws(Failure) -> Verdict {
    guard let name, let slot = facts.slot else { return .absent }
    let statement = "SELECT pg_drop_replication_slot(\(Quoting.literal(name)));"
    if slot.type != "logical" { return .keep("it is a physical slot", statement: statement) }
    if slot.plugin != "pgoutput" {
      return .keep(
        "it decodes with \(slot.plugin ?? "nothing"), not pgoutput, so it is not this pipeline's",
        statement: statement)
    }
    if slot.database != facts.database {
      return .keep(
        "it belongs to database \(slot.database ?? ""), this is \(facts.database)",
        statement: nil)
    }
    let retained = slot.retainedBytes.map { "\(Amount.bytes($0)) of WAL" } ?? "no WAL"
    if slot.isActive { throw TeardownFailure.active(name, holder: slot.holderWords) }
    return .drop("inactive, holds \(retained)")
  }

  private static func publication(
    _ name: String?, _ state: PipelineState?, _ facts: TeardownFacts
  ) -> Verdict {
    guard let name, let oid = facts.publicationOID else { return .absent }
    let statement = "DROP PUBLICATION \(Identifier(name).quoted);"
    guard let state, state.publication == name, let created = state.createdPublicationOID else {
      return .keep("no state says that blink-run created it", statement: statement)
    }
    guard let systemID = facts.systemID else {
      return .keep(
        "this role may not ask which server this is (pg_control_system)", statement: statement)
    }
    // Numbers of objects mean something on one server only.
    guard state.systemID == systemID else {
      return .keep(
        "the state belongs to another server, system identifier \(state.systemID)",
        statement: statement)
    }
    guard created == oid else {
      return .keep(
        "it is not the one that blink-run created: its OID is \(oid), was \(created)",
        statement: statement)
    }
    return .drop("blink-run created it, OID \(oid)")
  }

  /// A state whose slot stays, or is another server's, is still needed.
  private static func state(
    _ state: PipelineState?, slot: Verdict, _ facts: TeardownFacts
  ) -> Verdict {
    guard let state else { return .absent }
    if case .keep = slot { return .keep("its slot is kept", statement: nil) }
    if let systemID = facts.systemID, state.systemID != systemID {
      return .keep("it belongs to another server", statement: nil)
    }
    return .drop("delivered up to \(state.position)")
  }
}
