import Postgres
import Replication

/// Whether a slot can be created and decoded: the trial of `--probe`.
struct ProbeCheck: Check {
  let id = "probe"
  let group = Group.plugin
  let causes = [
    "replication-role", "replication-connect", "wal-level", "replication-slots-free",
    "plugin-installed", "plugin-allowed",
  ]
  let page = CheckPage(
    "A trial with a temporary slot",
    when: "`--probe` is given",
    finds:
      "that no slot can be created within `--probe-timeout`, and which transactions it waits for; or that a written message is not decoded",
    why: "blink-run does the same when it starts: this is the proof, everything else is inference",
    severity: "error if a slot cannot be created, warning if its creation waits",
    sideEffects:
      "creates a temporary slot and drops it; writes one logical message with the prefix blink_doctor to the WAL, which other consumers that request messages receive; opens five more sessions briefly",
    remedies: [
      "Wait for the transactions that block it, or end them: `SELECT pg_terminate_backend(pid)`.",
      "On a standby from 16 on: `SELECT pg_log_standby_snapshot()` on the primary lets it continue.",
    ],
    sources: [CheckPage.postgres("logicaldecoding-explanation.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let probe = facts.probe else { return [] }
    if let problem = probe.problem {
      return [probe.isBlocked ? blocked(probe, facts) : failed(problem, "no slot can be created")]
    }
    let made = "temporary slot with \(probe.plugin) in \(Self.words(probe.time ?? .zero))"
    switch probe.decoding {
    case .message(let time)?: return ok("\(made), a message decoded in \(Self.words(time))")
    case .silent(let reason)?: return ok("\(made), decoding runs (\(reason))")
    case .failed(let problem)?: return [failed(problem, "a slot was created, but does not decode")]
    case nil: return ok(made)
    }
  }

  private func failed(_ problem: ServerError, _ what: String) -> Finding {
    finding(
      .error, "", "\(what): \(problem.description)", why: "blink-run would fail in the same way",
      remedies: [Remedy(.text, problem.hint ?? "read the message and the server's log")])
  }

  private func blocked(_ probe: ProbeFacts, _ facts: Facts) -> Finding {
    let most = 5
    let rest = facts.blockers.count - most
    let names = facts.blockers.prefix(most).map(Self.words) + (rest > 0 ? ["\(rest) more"] : [])
    let waits =
      facts.server.isStandby
      ? "it waits for the primary"
      : names.isEmpty
        ? "it waits for transactions that have ended in the meantime, or that this role may not see"
        : "it waits for \(names.joined(separator: "; "))"
    return finding(
      .warning, "", "no slot within \(Self.words(probe.time ?? .zero)): \(waits)",
      why: facts.server.isStandby
        ? "a slot on a standby starts from a list of running transactions, which the primary writes"
        : "a slot starts only once no older write transaction is open, in any database",
      remedies: facts.server.isStandby
        ? [
          Remedy(.text, "on the primary: SELECT pg_log_standby_snapshot();", by: "superuser")
        ] : facts.blockers.prefix(most).map(Self.ending))
  }

  private static func ending(_ blocker: WriteBlocker) -> Remedy {
    if let gid = blocker.gid {
      return Remedy(
        .sql, "ROLLBACK PREPARED \(Quoting.literal(gid));",
        by: "its owner, in database \(blocker.database)", isDestructive: true, stage: .slots)
    }
    return Remedy(
      .sql, "SELECT pg_terminate_backend(\(blocker.pid ?? 0));",
      by: "superuser, or the session's own role", isDestructive: true, stage: .slots)
  }

  /// The transaction's owner, its age and its last statement.
  static func words(_ blocker: WriteBlocker) -> String {
    var words = blocker.gid.map { "prepared transaction '\($0)'" } ?? "pid \(blocker.pid ?? 0)"
    if let role = blocker.role { words += " of \(role)" }
    words += " in \(blocker.database)"
    if let seconds = blocker.seconds { words += ", open for \(seconds) s" }
    if let state = blocker.state, blocker.gid == nil { words += ", \(state)" }
    if let seconds = blocker.querySeconds { words += ", last statement \(seconds) s ago" }
    // A literal may be a password or an address.
    if let query = blocker.query?.prefix(while: { $0 != "'" && $0 != "$" }), !query.isEmpty {
      words += ": \(query)"
    }
    return words
  }

  private static func words(_ time: Duration) -> String {
    let milliseconds = Int((time / .milliseconds(1)).rounded())
    return milliseconds < 1_000
      ? "\(milliseconds) ms" : "\(milliseconds / 1_000).\(milliseconds / 100 % 10) s"
  }
}
