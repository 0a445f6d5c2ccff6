import Catalog
import Postgres

/// Whether a partitioned table is published as one.
struct PublicationViaRootCheck: Check {
  let id = "publication-via-root"
  let group = Group.publication
  let needsConfiguration = true
  let needs: [FactFamily] = [.publication, .tables, .leaves]
  let page = CheckPage(
    "Partitioned tables under their own name",
    when: "the publication exists and the file names a partitioned table",
    finds: "that its changes are published under the names of the partitions",
    why: "events of the partitions do not belong to the stream of the file",
    severity: "error",
    remedies: ["`ALTER PUBLICATION … SET (publish_via_partition_root = true)`, as its owner."],
    sources: [CheckPage.postgres("sql-createpublication.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let publication = facts.publication, let name = facts.publicationName else { return [] }
    return Streams.present(facts).map(\.table).filter { table in
      let leaves = facts.leaves[table.name] ?? []
      return publication.tables[table.name] == nil && table.kind == .partitioned
        && (!publication.isViaRoot || leaves.contains { publication.tables[$0.table] != nil })
    }.map { table in
      // With the option on and the root missing, only adding it helps.
      let change =
        publication.isViaRoot
        ? "ADD TABLE \(table.name.quoted)" : "SET (publish_via_partition_root = true)"
      return finding(
        .error, table.name.description,
        "\(name) publishes \(table.name) through its partitions, not as one table",
        why: "its changes would never arrive under this name",
        remedies: [
          Remedy(
            .sql, "ALTER PUBLICATION \(Identifier(name).quoted) \(change);",
            by: "owner of the publication and the table", stage: .publications)
        ])
    }
  }
}
