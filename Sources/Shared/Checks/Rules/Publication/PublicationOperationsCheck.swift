import Postgres
import Replication

/// Whether the publication has every operation.
struct PublicationOperationsCheck: Check {
  let id = "publication-operations"
  let group = Group.publication
  let needsConfiguration = true
  let needs: [FactFamily] = [.publication]
  let page = CheckPage(
    "Published operations",
    when: "the publication exists",
    finds: "that the publication does not publish INSERT, UPDATE, DELETE or TRUNCATE",
    why: "such changes are never sent",
    severity: "warning",
    remedies: [
      "`ALTER PUBLICATION … SET (publish = 'insert, update, delete, truncate')`, as its owner."
    ],
    sources: [CheckPage.postgres("sql-createpublication.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let publication = facts.publication, let name = facts.publicationName,
      !publication.missingOperations.isEmpty
    else { return [] }
    let all = "insert, update, delete" + (facts.server.version >= 110_000 ? ", truncate" : "")
    return [
      finding(
        .warning, name,
        "\(name) does not publish \(publication.missingOperations.joined(separator: ", "))",
        why: "such changes are never sent",
        remedies: [
          Remedy(
            .sql, "ALTER PUBLICATION \(Identifier(name).quoted) SET (publish = '\(all)');",
            by: publication.owner, stage: .publications)
        ])
    ]
  }
}
