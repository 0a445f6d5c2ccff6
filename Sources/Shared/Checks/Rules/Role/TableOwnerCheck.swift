import Catalog
import Postgres

/// Whether this role owns the tables it would have to publish.
struct TableOwnerCheck: Check {
  let id = "table-owner"
  let group = Group.role
  let needsConfiguration = true
  let causes = ["table-exists"]
  let needs: [FactFamily] = [.role, .publication, .tables]
  let page = CheckPage(
    "The owner of the tables",
    when: "the publication is missing and the role is not a superuser",
    finds: "a table of the file that this role does not own",
    why: "only a table's owner may add it to a publication",
    severity: "error",
    remedies: [
      "The owner creates the publication with the printed statement.",
      "Or `GRANT owner TO role`, unless the owner is a superuser: the role would become one.",
    ],
    topic: .publication,
    sources: [CheckPage.postgres("sql-createpublication.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.wouldPublish, let name = facts.publicationName, !facts.server.isSuperuser else {
      return []
    }
    let missing = MissingPublication(name, facts)
    return Streams.present(facts).map(\.table).filter { !$0.isOwner }.map { table in
      finding(
        .error, table.name.description,
        "only the owner of \(table.name) (\(table.owner)) may publish it",
        why: missing.why,
        remedies: facts.provider.guide.publish(missing.statement, by: missing.maker))
    }
  }
}
