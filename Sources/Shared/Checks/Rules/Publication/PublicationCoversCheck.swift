import Start
import Catalog
import Postgres
import Replication

/// Whether the publication covers every configured table.
struct PublicationCoversCheck: Check {
  let id = "publication-covers-tables"
  let group = Group.publication
  let needsConfiguration = true
  let causes = ["publication-empty"]
  let needs: [FactFamily] = [.publication, .tables, .leaves]
  let page = CheckPage(
    "Tables in the publication",
    when: "the publication exists",
    finds: "a table of the file that is not in the publication",
    why: "its changes would never be sent",
    severity: "error",
    remedies: ["`ALTER PUBLICATION … ADD TABLE …`, as owner of both."],
    lock: "ShareUpdateExclusiveLock on the table, which does not block reads or writes",
    sources: [CheckPage.postgres("sql-alterpublication.html")])

  func bearing(on plan: StartPlan) -> StartBearing {
    plan.publication.isKept ? .refuses : .cured
  }

  func findings(_ facts: Facts) -> [Finding] {
    guard let publication = facts.publication, let name = facts.publicationName else { return [] }
    let missing = Streams.present(facts).map(\.table).filter { table in
      publication.tables[table.name] == nil && !isThroughPartitions(table, publication, facts)
    }
    if missing.isEmpty { return ok("\(name) covers every stream") }
    return missing.map { table in
      finding(
        .error, table.name.description, "\(table.name) is not in publication \(name)",
        why: "its changes would never be sent under this name",
        remedies: Self.remedies(table, name, publication, facts))
    }
  }

  /// Adds the table, if that leaves the application its UPDATE and DELETE.
  private static func remedies(
    _ table: Table, _ name: String, _ publication: Publication, _ facts: Facts
  ) -> [Remedy] {
    var add = Remedy(
      .sql,
      "ALTER PUBLICATION \(Identifier(name).quoted) ADD TABLE \(PublicationStatement.only(table.name));",
      by: "owner of the publication and the table", stage: .publications)
    let needs = Streams.own(facts, table).map { GeneratedIdentity.need($0, table, facts) }
    if needs.contains(.never) {
      return [
        Remedy(
          .text,
          "another replica identity first: its own has a virtual generated column, and once the table is published, UPDATE and DELETE on it fail"
        )
      ]
    }
    guard needs.contains(.stored), publication.generatedColumns != "stored" else { return [add] }
    add.isNextStep = true
    return [GeneratedIdentity.publishStored(name, facts), add]
  }

  /// Whether a partitioned table is published, or may be, as its partitions.
  private func isThroughPartitions(
    _ table: Table, _ publication: Publication, _ facts: Facts
  ) -> Bool {
    guard table.kind == .partitioned else { return false }
    let leaves = facts.leaves[table.name] ?? []
    // Without partitions the server does not list the root of a publication of partitions.
    if leaves.isEmpty { return !publication.isViaRoot }
    return leaves.contains { publication.tables[$0.table] != nil }
  }
}
