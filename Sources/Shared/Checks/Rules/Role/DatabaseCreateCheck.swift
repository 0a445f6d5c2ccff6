import Postgres

/// Whether this role may create the missing publication.
struct DatabaseCreateCheck: Check {
  let id = "database-create"
  let group = Group.role
  let needsConfiguration = true
  let causes = ["table-exists"]
  let needs: [FactFamily] = [.role, .publication]
  let page = CheckPage(
    "The privilege to create a publication",
    when: "the publication is missing and the role is not a superuser",
    finds: "no CREATE privilege on the database",
    why: "blink-run creates the publication at its first start",
    severity: "error",
    remedies: [
      "If this role owns the tables: `GRANT CREATE ON DATABASE … TO …`, as the database's owner.",
      "Otherwise the tables' owner creates the publication with the printed statement.",
    ],
    topic: .publication,
    sources: [CheckPage.postgres("sql-createpublication.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.wouldPublish, let name = facts.publicationName, !facts.server.isSuperuser,
      !facts.server.mayCreateInDatabase
    else { return [] }
    let database = Identifier(facts.server.database).quoted
    let missing = MissingPublication(name, facts)
    let grant = Remedy(
      .sql, "GRANT CREATE ON DATABASE \(database) TO \(facts.server.role.quoted);",
      by: "database owner")
    return [
      finding(
        .error, facts.server.database,
        "\(facts.server.role) may not create publications in \(facts.server.database)",
        why: missing.why,
        // The privilege alone does not help if another role owns the tables.
        remedies: (missing.isOwn ? [grant] : [])
          + facts.provider.guide.publish(missing.statement, by: missing.maker))
    ]
  }
}
