import Postgres

/// Whether commits on the source wait for blink-run.
struct SyncStandbyCheck: Check {
  let id = "sync-standby-hazard"
  let group = Group.highAvailability
  let needs: [FactFamily] = [.settings, .senders]
  let page = CheckPage(
    "blink-run as a synchronous standby",
    when: "always",
    finds:
      "`*` or blink-run's `application_name` in `synchronous_standby_names`, or a blink-run session that the server treats as synchronous",
    why:
      "every COMMIT of every application then waits until blink-run confirms it, and hangs while blink-run is stopped",
    severity: "warning",
    remedies: [
      "Name the real standbys in `synchronous_standby_names` (reload); leave it empty if there are none.",
      "Or set another `application_name` for blink-run, if that name is listed.",
    ],
    topic: .parameter("synchronous_standby_names", value: "standby1", restart: false),
    sources: [CheckPage.postgres("runtime-config-replication.html")])

  func findings(_ facts: Facts) -> [Finding] {
    let name = "synchronous_standby_names"
    guard let value = facts.setting(name), !value.isEmpty else { return [] }
    let list = SynchronousNames(value)
    let counted = facts.senders.contains { sender in
      sender.application == "blink-run" && ["sync", "quorum"].contains(sender.syncState ?? "")
    }
    guard counted || list.matches("blink-run") else {
      return ok("\(name) = \(value) does not name blink-run")
    }
    let isHidden = facts.senders.contains { $0.application == "blink-run" && $0.syncState == nil }
    let waits =
      counted
      ? "every COMMIT on the source waits for blink-run"
      : isHidden
        ? "every COMMIT on the source may wait for blink-run; to see whether it does: GRANT pg_monitor TO \(facts.server.role.quoted)"
        : "every COMMIT on the source may wait for blink-run, once it streams"
    let standbys = facts.senders.compactMap(\.application)
      .filter { !["blink-run", "blink-doctor"].contains($0) }
    return [
      finding(
        .warning, name,
        "\(name) = \(value): \(waits)",
        why:
          "your applications become as slow as blink-run, and hang while it is stopped; only real standbys belong there",
        remedies: facts.provider.set(
          name, list.naming(Array(Set(standbys)).sorted()), restart: false))
    ]
  }
}
