import Postgres

/// Whether a collation has changed since its indexes were built.
struct CollationCheck: Check {
  let id = "collation-drift"
  let group = Group.server
  let needs: [FactFamily] = [.collations]
  let page = CheckPage(
    "Changed collations",
    when: "always; the database's own collation from 15 on",
    finds:
      "a collation in use whose version differs from the recorded one, after an update of ICU or the C library",
    why:
      "indexes on text are sorted by the old rules: they may miss rows and accept duplicates, also for keys",
    severity: "warning",
    remedies: [
      "`REINDEX` what uses the collation, and only then `ALTER COLLATION … REFRESH VERSION` or `ALTER DATABASE … REFRESH COLLATION VERSION`."
    ],
    lock: "`REINDEX CONCURRENTLY` does not block writes; plain `REINDEX` does",
    sources: [
      CheckPage.postgres("sql-altercollation.html"), CheckPage.postgres("sql-reindex.html"),
    ])

  func findings(_ facts: Facts) -> [Finding] {
    let database = Identifier(facts.server.database).quoted
    return facts.collations.map { drift in
      let isDatabase = drift.name.isEmpty
      let name = QualifiedName(schema: Identifier(drift.schema), name: Identifier(drift.name))
      let what = isDatabase ? "the collation of database \(database)" : "collation \(name)"
      let refresh =
        isDatabase
        ? "ALTER DATABASE \(database) REFRESH COLLATION VERSION;"
        : "ALTER COLLATION \(name.quoted) REFRESH VERSION;"
      let word = facts.server.version >= 120_000 ? " CONCURRENTLY" : ""
      return finding(
        .warning, isDatabase ? facts.server.database : name.description,
        "\(what) changed from \(drift.recorded) to \(drift.actual)",
        why: "indexes on text are sorted by the old rules and may miss rows",
        // Refreshing the version without rebuilding the indexes would hide the damage.
        remedies: [
          Remedy(
            .sql, "REINDEX DATABASE\(word) \(database);", by: "database owner",
            isDestructive: true,
            lock: word.isEmpty ? "blocks writes, table by table" : "blocks no writes, takes long",
            stage: .tables),
          Remedy(
            .sql, refresh, by: isDatabase ? "database owner" : "owner of the collation",
            isDestructive: true, stage: .tables, isNextStep: true),
        ])
    }
  }
}
