import Start
import Catalog
import Postgres
import Replication

/// Whether a partitioned table is published as one.
struct PublicationViaRootCheck: Check {
  let id = "publication-via-root"
  let group = Group.publication
  let needsConfiguration = true
  let causes = ["publication-empty"]
  let needs: [FactFamily] = [.publication, .members, .tables, .leaves]
  let page = CheckPage(
    "Partitioned tables under their own name",
    when: "the publication exists and the file names a partitioned table",
    finds: "that its changes are published under its partitions' names",
    why: "events with a partition's name do not belong to the stream of the file",
    severity: "error",
    remedies: ["`ALTER PUBLICATION … SET (publish_via_partition_root = true)`, as its owner."],
    sources: [CheckPage.postgres("sql-createpublication.html")])

  func bearing(on plan: StartPlan) -> StartBearing {
    plan.publication.isKept ? .refuses : .cured
  }

  func findings(_ facts: Facts) -> [Finding] {
    guard let publication = facts.publication, let name = facts.publicationName else { return [] }
    return Streams.present(facts).map(\.table).filter { table in
      let leaves = facts.leaves[table.name] ?? []
      return publication.tables[table.name] == nil && table.kind == .partitioned
        && (!publication.isViaRoot || leaves.contains { publication.tables[$0.table] != nil })
    }.map { table in
      finding(
        .error, table.name.description,
        "\(name) publishes \(table.name) as its partitions, not as one table",
        why: "its changes would never be sent under this name",
        remedies: Self.remedies(table.name, name, publication))
    }
  }

  /// The root has to be in it, and the option on.
  private static func remedies(
    _ root: QualifiedName, _ name: String, _ publication: Publication
  ) -> [Remedy] {
    let isIn =
      publication.isForAllTables || publication.isForSchemas || publication.members[root] != nil
    let changes =
      (isIn ? [] : ["ADD TABLE \(PublicationStatement.only(root))"])
      + (publication.isViaRoot ? [] : ["SET (publish_via_partition_root = true)"])
    return changes.enumerated().map { index, change in
      Remedy(
        .sql, "ALTER PUBLICATION \(Identifier(name).quoted) \(change);",
        by: "owner of the publication and the table", stage: .publications,
        isNextStep: index > 0)
    }
  }
}
