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
    when: "an earlier run stored its state",
    finds: "a system identifier or timeline different from the one in the state",
    why:
      "WAL positions are meaningless on another server; after a failover or a restore they may be on an abandoned branch of the history",
    severity: "error for another system identifier, warning for another timeline",
    remedies: [
      "Check host and port: is it the right server?",
      "`blink-run --adopt-system ID`, if it is the same data after pg_upgrade.",
      "`blink-run --resnapshot SLOT`, if the server was created anew.",
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
          why: "the position in the state is meaningless here",
          remedies: [
            Remedy(.config, "host and port of the server that was streamed before"),
            Remedy(
              .command,
              "blink-run --adopt-system \(system)   # if it is the same data after pg_upgrade"),
            Remedy(
              .command,
              "blink-run --resnapshot \(facts.slot ?? "SLOT")   # starts again with a new snapshot",
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
            "after a failover or a restore the position in the state may be on an abandoned branch of the history",
          remedies: [
            Remedy(.text, "start blink-run: it reads the server's history and decides")
          ] + facts.provider.guide.failover())
      ]
    }
    return ok("the server that was streamed before")
  }
}
