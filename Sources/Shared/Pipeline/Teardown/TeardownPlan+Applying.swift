package import Diagnostics
package import Postgres
import Replication

extension TeardownPlan {
  /// Drops what the plan says, the slot first: it is what keeps WAL.
  ///
  /// - Parameter told: called with each thing as soon as it is gone.
  package func apply(
    over session: borrowing Connection, _ told: (String) -> Void
  ) throws(Failure) {
    do {
      // Before the slot is gone: a role or database may be read-only by default.
      try session.query("SET default_transaction_read_only = off")
    } catch {
      throw TeardownFailure.statement(error, "nothing", "SET default_transaction_read_only = off;")
    }
    if let slotName, case .drop = slot {
      try drop(slotName, over: session)
      told("slot \(slotName)")
    }
    if let publicationName, case .drop = publication {
      let sql = "DROP PUBLICATION \(Identifier(publicationName).quoted)"
      do {
        try session.query(sql)
      } catch {
        throw TeardownFailure.statement(
          error, "publication \(TerminalText.sanitized(publicationName))", "\(sql);")
      }
      told("publication \(publicationName)")
    }
  }

  /// Looks and drops in one statement, so that no other slot of that name can slip in.
  private func drop(_ slot: String, over session: borrowing Connection) throws(Failure) {
    let dropped: Rows
    do {
      dropped = try session.query(SQL.dropSlot, [slot])
    } catch {
      // It was taken into use since the plan was made.
      if error.sqlstate == "55006" {
        let facts = try? TeardownFacts(slot: slot, publication: nil, over: session)
        throw TeardownFailure.active(slot, holder: facts?.slot?.holderWords ?? error.message)
      }
      throw TeardownFailure.statement(
        error, "slot \(slot)", "SELECT pg_drop_replication_slot(\(Quoting.literal(slot)));")
    }
    guard dropped.count == 1 else {
      throw Failure(
        .refused, "slot \(slot) changed while it was looked at; nothing was dropped",
        remedies: ["try again"])
    }
  }
}
