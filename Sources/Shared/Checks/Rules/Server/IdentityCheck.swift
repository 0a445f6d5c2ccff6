import Replication
import Start

/// Whether the server is the one that an earlier run streamed from.
struct IdentityCheck: Check {
  let id = "identity-changed"
  let group = Group.server
  let needsConfiguration = true
  let causes = ["replication-connect", "replication-role"]
  let page = CheckPage(
    "The same server as before",
    when: "an earlier run has left its state",
    finds: "another system identifier than in the state, or another timeline",
    why:
      "positions in the WAL mean nothing on another server; after a failover or a restore they may lie on a branch that was left",
    severity: "error for another system, warning for another timeline",
    remedies: [
      "Check host and port: is it the right server?",
      "`blink-run --adopt-system ID`, where it is the same data after pg_upgrade.",
      "`blink-run --resnapshot SLOT`, where the server was made anew.",
    ],
    topic: .failover,
    sources: [
      CheckPage.postgres("protocol-replication.html"),
      CheckPage.postgres("continuous-archiving.html"),
    ])

  func bearing(on plan: StartPlan) -> StartBearing { .planned }

  func findings(_ facts: Facts) -> [Finding] {
    guard let state = facts.state, state.phase != .snapshot, let now = facts.replication?.identity
    else { return [] }
    let (before, system) = (state.systemID, now.systemID)
    if before != system {
      return [
        finding(
          .error, "", "the server has system identifier \(system), the state belongs to \(before)",
          why: "the state's position means nothing here",
          remedies: [
            Remedy(.config, "host and port of the server that was streamed before"),
            Remedy(
              .command,
              "blink-run --adopt-system \(system)   # if it is the same data after pg_upgrade"),
            Remedy(
              .command, "blink-run --resnapshot \(facts.slot ?? "SLOT")   # begins again",
              isDestructive: true),
          ])
      ]
    }
    let (left, timeline) = (state.timeline, now.timeline)
    if left != timeline {
      return [
        finding(
          .warning, "", "the server is on timeline \(timeline), the state on \(left)",
          why:
            "after a failover or a restore the state's position may lie on a branch that was left",
          remedies: [
            Remedy(.text, "start blink-run: it knows from the server's history whether it does")
          ] + facts.provider.guide.failover())
      ]
    }
    return ok("the server that was streamed before")
  }
}
