import Postgres

/// Whether this role may make the publication that is missing.
struct DatabaseCreateCheck: Check {
  let id = "database-create"
  let group = Group.role
  let needsConfiguration = true
  let causes = ["table-exists"]
  let needs: [FactFamily] = [.role, .publication]
  let page = CheckPage(
    "The right to make a publication",
    when: "the publication is missing and the role is no superuser",
    finds: "no CREATE on the database",
    why: "blink-run makes the publication at its first start",
    severity: "error",
    remedies: [
      "Where this role owns the tables: `GRANT CREATE ON DATABASE … TO …`, as the database's owner.",
      "Else the tables' owner makes the publication with the printed statement.",
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
        // The right alone does not help where tables are somebody else's.
        remedies: (missing.isOwn ? [grant] : [])
          + facts.provider.guide.publish(missing.statement, by: missing.maker))
    ]
  }
}
