/// Whether a change waits for a restart.
struct PendingRestartCheck: Check {
  let id = "pending-restart"
  let group = Group.server
  let needsConfiguration = false

  func findings(_ facts: Facts) -> [Finding] {
    facts.server.settings.filter(\.value.isPendingRestart).keys.sorted().map { name in
      Finding(
        .warning, id, name, "\(name) was changed, but the server was not restarted since",
        why: "the old value is still in force",
        remedies: [
          Remedy(
            .command, "pg_ctl restart -D \"$PGDATA\"   # or: systemctl restart postgresql",
            by: "server administrator", restart: true)
        ])
    }
  }
}
