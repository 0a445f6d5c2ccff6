import Replication

/// Whether this role could recreate its publication, if that is for all tables.
struct AllTablesCheck: Check {
  let id = "for-all-tables"
  let group = Group.role
  let needsConfiguration = true
  let needs: [FactFamily] = [.role, .publication]
  let page = CheckPage(
    "A publication for all tables",
    when: "the publication is FOR ALL TABLES and the role is not a superuser",
    finds: "that this role could neither change nor create that publication",
    why:
      "only superusers may publish all tables; some providers allow it to their administrators, too",
    severity: "note: the stream itself does not need this privilege",
    remedies: [
      "A publication that lists its tables: see `publication-unlisted`.",
      "Or have the administrator create it.",
    ],
    topic: .publication,
    sources: [CheckPage.postgres("sql-createpublication.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let publication = facts.publication, publication.isForAllTables,
      !facts.server.isSuperuser, let name = facts.publicationName
    else { return [] }
    return [
      finding(
        .info, name,
        "publication \(name) is FOR ALL TABLES: only a superuser could recreate it"
      )
    ]
  }
}
