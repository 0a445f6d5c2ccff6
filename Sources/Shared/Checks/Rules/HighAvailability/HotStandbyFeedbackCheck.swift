/// Whether the primary keeps what a standby's slot needs.
struct HotStandbyFeedbackCheck: Check {
  let id = "hot-standby-feedback"
  let group = Group.highAvailability
  let causes = ["standby"]
  let needs: [FactFamily] = [.settings, .server]
  let page = CheckPage(
    "hot_standby_feedback",
    when: "the server is a standby; from 16",
    finds: "`hot_standby_feedback = off`, or no `primary_slot_name`",
    why:
      "vacuum on the primary then removes catalog rows that a slot of this standby still needs, and the slot is invalidated (`rows_removed`); without a slot on the primary that happens whenever the connection is down",
    severity: "warning",
    remedies: [
      "`hot_standby_feedback = on`, on the standby (reload).",
      "A physical slot on the primary, and its name as `primary_slot_name` on the standby (reload).",
      "Or stream from the primary.",
    ],
    topic: .parameter("hot_standby_feedback", value: "on", restart: false),
    sources: [CheckPage.postgres("logicaldecoding-explanation.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.server.isStandby else { return [] }
    var findings: [Finding] = []
    if facts.setting("hot_standby_feedback") == "off" {
      findings.append(
        finding(
          .warning, "hot_standby_feedback", "hot_standby_feedback is off on this standby",
          why: "vacuum on the primary will invalidate the slot (rows_removed)",
          remedies: facts.provider.set("hot_standby_feedback", "on", restart: false)))
    }
    if facts.setting("primary_slot_name") == "" {
      findings.append(
        finding(
          .warning, "primary_slot_name", "this standby has no slot on its primary",
          why: "while it is disconnected, vacuum on the primary may invalidate the slot",
          remedies: [
            Remedy(
              .text,
              "on the primary: SELECT pg_create_physical_replication_slot('standby1'); then here primary_slot_name = 'standby1' (reload)",
              by: "superuser")
          ]))
    }
    return findings
  }
}
