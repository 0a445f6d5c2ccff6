import Settings

/// What wal2json omits.
struct Wal2jsonCheck: Check {
  let id = "plugin-wal2json"
  let group = Group.plugin
  let page = CheckPage(
    "wal2json",
    when: "`plugin: wal2json`",
    finds: "that the plugin is wal2json",
    why:
      "it ignores publications, omits UPDATE and DELETE of tables without a replica identity as well as unchanged large values, and in its format version 1 builds one string from a whole transaction, which must be smaller than 1 GB",
    severity: "warning",
    remedies: ["`plugin: pgoutput`."],
    sources: ["https://github.com/eulerto/wal2json"])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.plugin == .wal2json else { return [] }
    return [
      finding(
        .warning, "wal2json",
        "wal2json ignores publications and silently omits UPDATE and DELETE of tables without a replica identity",
        why:
          "changes are silently lost; a transaction of more than 1 GB as JSON stops the stream",
        remedies: [Remedy(.config, "plugin: pgoutput   # part of PostgreSQL itself")])
    ]
  }
}
