/// Whether every session reaches the same server.
struct SingleInstanceCheck: Check {
  let id = "single-instance"
  let group = Group.connect
  let page = CheckPage(
    "One server behind the address",
    when: "`--probe` is given and a snapshot is due",
    finds: "sessions that cannot see a snapshot exported by the first session",
    why:
      "if an address distributes sessions over several servers, snapshot workers reach servers that do not share the snapshot, and fail",
    severity: "error",
    sideEffects: "exports a snapshot and opens four more sessions, one after the other",
    remedies: ["The address of the primary itself (writer or instance endpoint)."],
    topic: .address,
    sources: [
      CheckPage.postgres("functions-admin.html"), CheckPage.postgres("sql-set-transaction.html"),
    ])

  func findings(_ facts: Facts) -> [Finding] {
    guard let instances = facts.instances else { return [] }
    if !instances.strangers.isEmpty {
      let host = facts.host.isEmpty ? "the address" : facts.host
      let others = Set(instances.strangers).sorted().joined(separator: "; ")
      return [
        finding(
          .error, "",
          "\(host) leads to several servers: \(instances.strangers.count) of \(instances.tried) sessions could not see the first one's snapshot (\(others))",
          why: "snapshot workers would fail: exported snapshots are not shared between servers",
          remedies: [
            Remedy(.config, "host: the primary itself, not an address that distributes sessions")
          ]
            + facts.provider.guide.address())
      ]
    }
    if let problem = instances.problem {
      return [
        finding(.unknown, "", "it is unknown whether all sessions reach one server: \(problem)")
      ]
    }
    return ok("\(instances.tried) sessions share a snapshot")
  }
}
