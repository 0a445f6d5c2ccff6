import Start
import Catalog
import Postgres
import Replication

/// Whether the publication contains anything.
struct PublicationEmptyCheck: Check {
  let id = "publication-empty"
  let group = Group.publication
  let needsConfiguration = true
  let needs: [FactFamily] = [.publication, .tables]
  let page = CheckPage(
    "An empty publication",
    when: "the publication exists",
    finds: "a publication without tables and schemas",
    why: "the server sends no changes of the tables in the file",
    severity: "error",
    remedies: ["`ALTER PUBLICATION … ADD TABLE …`, as owner of the publication and the tables."],
    topic: .publication,
    lock: "ShareUpdateExclusiveLock on the tables, which does not block reads or writes",
    sources: [CheckPage.postgres("sql-alterpublication.html")])

  func bearing(on plan: StartPlan) -> StartBearing {
    plan.publication.isKept ? .refuses : .cured
  }

  func findings(_ facts: Facts) -> [Finding] {
    guard let publication = facts.publication, let name = facts.publicationName,
      publication.isEmpty
    else { return [] }
    let tables = Streams.present(facts).map { PublicationStatement.only($0.table.name) }
    return [
      finding(
        .error, name, "publication \(name) publishes nothing",
        why: "no change of any table would ever be sent",
        remedies: tables.isEmpty
          ? [Remedy(.text, "add tables to the publication")]
          : [
            Remedy(
              .sql,
              "ALTER PUBLICATION \(Identifier(name).quoted) ADD TABLE \(tables.joined(separator: ", "));",
              by: "owner of the publication and the tables", stage: .publications)
          ])
    ]
  }
}
