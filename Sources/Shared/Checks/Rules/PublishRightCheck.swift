import Catalog
import Postgres

/// Whether this role may make the publication that is missing.
struct PublishRightCheck: Check {
  let id = "database-create"
  let group = Group.role
  let needsConfiguration = true

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.wouldPublish, let name = facts.publicationName, !facts.server.isSuperuser else {
      return []
    }
    let statement = PublicationStatement.text(name, Streams.present(facts).map(\.table), facts)
    var result: [Finding] = []
    if !facts.server.mayCreateInDatabase {
      let database = Identifier(facts.server.database).quoted
      result.append(
        Finding(
          .error, id, facts.server.database,
          "\(facts.server.role) may not create publications in \(facts.server.database)",
          why: "blink-run would have to make publication \(name)",
          remedies: [
            Remedy(
              .sql, "GRANT CREATE ON DATABASE \(database) TO \(facts.server.role.quoted);",
              by: "database owner"),
            Remedy(.sql, statement, by: "the tables' owner"),
          ]))
    }
    for (_, table) in Streams.present(facts) where !table.isOwner {
      result.append(
        Finding(
          .error, "table-owner", table.name.description,
          "only the owner of \(table.name) (\(table.owner)) may publish it",
          why: "blink-run would have to make publication \(name)",
          remedies: [Remedy(.sql, statement, by: table.owner.text)]))
    }
    return result
  }
}
