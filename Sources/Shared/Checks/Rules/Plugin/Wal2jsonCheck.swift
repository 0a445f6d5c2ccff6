import Settings

/// What wal2json leaves out.
struct Wal2jsonCheck: Check {
  let id = "plugin-wal2json"
  let group = Group.plugin
  let page = CheckPage(
    "wal2json",
    when: "`plugin: wal2json`",
    finds: "that the plugin is wal2json",
    why:
      "it ignores publications, leaves out UPDATE and DELETE of tables without an identity and large values that did not change, and in its version 1 makes one text of a whole transaction, which must stay under 1 GB",
    severity: "warning",
    remedies: ["`plugin: pgoutput`."],
    sources: ["https://github.com/eulerto/wal2json"])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.plugin == .wal2json else { return [] }
    return [
      finding(
        .warning, "wal2json",
        "wal2json ignores publications and silently leaves out UPDATE and DELETE of tables without an identity",
        why:
          "changes are lost without a word; a transaction of more than 1 GB as JSON stops the stream",
        remedies: [Remedy(.config, "plugin: pgoutput   # part of PostgreSQL itself")])
    ]
  }
}
