/// Whether a change waits for a restart.
struct PendingRestartCheck: Check {
  let id = "pending-restart"
  let group = Group.server
  let needs: [FactFamily] = [.settings]
  let page = CheckPage(
    "A setting that waits for a restart",
    when: "always",
    finds: "a replication setting that was changed while the server still uses the old value",
    why: "the server uses the old value until it is restarted",
    severity: "warning",
    remedies: ["Restart the server."],
    needsRestart: true,
    sources: [CheckPage.postgres("view-pg-settings.html")])

  func findings(_ facts: Facts) -> [Finding] {
    facts.server.settings.filter(\.value.isPendingRestart).keys.sorted().map { name in
      finding(
        .warning, name, "\(name) was changed, but the server has not been restarted since",
        why: "the old value is still in effect",
        remedies: [
          Remedy(
            .command, "pg_ctl restart -D \"$PGDATA\"   # or: systemctl restart postgresql",
            by: "server administrator", restart: true)
        ])
    }
  }
}
