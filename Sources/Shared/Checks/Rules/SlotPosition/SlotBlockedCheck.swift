import Postgres
import Replication

/// Whether the creation of a slot would have to wait.
struct SlotBlockedCheck: Check {
  let id = "slot-create-blocked"
  let group = Group.slot
  let needsConfiguration = true
  let needs: [FactFamily] = [.blockers, .slots]
  let page = CheckPage(
    "Transactions that a new slot waits for",
    when: "the slot has yet to be created",
    finds: "open transactions that have written something, in any database of the server",
    why: "a slot starts only once no older write transaction is open: it waits for all of them",
    severity: "warning",
    remedies: ["Wait for the transaction to end, or end it: `SELECT pg_terminate_backend(pid)`."],
    sources: [CheckPage.postgres("logicaldecoding-explanation.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.createsSlot else { return [] }
    let open = facts.blockers.filter { $0.gid == nil }
    if facts.blockers.isEmpty { return ok("no open transaction blocks a new slot") }
    // Cancelled, or lock_timeout.
    let waited = ["57014", "55P03"].contains(facts.probe?.problem?.sqlstate ?? "")
    return open.map { blocker in
      let state = blocker.state.map { ", \($0)" } ?? ""
      let query = blocker.query.map { $0.isEmpty ? "" : ": \($0)" } ?? ""
      return finding(
        .warning, blocker.pid.map { "pid \($0)" } ?? "",
        "creating the slot will wait for \(blocker.description)\(state)\(query)",
        why: waited
          ? "a trial slot timed out after \(facts.options.probeTimeout.components.seconds) s"
          : "a slot starts only once no older write transaction is open",
        remedies: [Remedy(.text, "wait for that transaction to end")] + SlotRemedies.end(blocker))
    }
  }
}
