import Catalog
import Postgres
import Replication
import Settings

/// Whether tables that inherit from a stream are missing from the file.
struct InheritedChildrenCheck: Check {
  let id = "inherited-children"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables, .leaves]
  let page = CheckPage(
    "Tables that inherit",
    when: "a file is given",
    finds: "a table that inherits from a stream (not a partition) and is not in the file",
    why:
      "a query of the parent returns the rows of its children, but the stream does not contain them: their changes are published under their own names, and children created later are not in the publication",
    severity: "warning",
    remedies: [
      "Add the child to the file; `blink-schema init` merges it.",
      "`ALTER PUBLICATION … ADD TABLE …`, if the publication exists.",
      "Nothing, if only the parent's own rows are wanted.",
    ],
    sources: [CheckPage.postgres("ddl-inherit.html")])

  func findings(_ facts: Facts) -> [Finding] {
    let streams = Set((facts.configuration?.streams ?? []).map(\.table))
    return Streams.present(facts).flatMap { _, table in
      Streams.children(facts, table).filter {
        $0.table.schema != HypertableCheck.schema && !streams.contains($0.table)
      }.map { child in
        finding(
          .warning, child.table.description,
          "\(child.table) inherits from \(table.name) and is not in the file",
          why: "its rows are not in the stream of \(table.name)",
          remedies: [Remedy(.config, "- stream: \(child.table)   # with its columns")]
            + published(child, facts))
      }
    }
  }

  /// The statement for an existing publication.
  private func published(_ child: Leaf, _ facts: Facts) -> [Remedy] {
    // Without a replica identity its UPDATE and DELETE would fail once it is published.
    guard let publication = facts.publication, let name = facts.publicationName, child.hasIdentity,
      !publication.isForAllTables, publication.tables[child.table] == nil
    else { return [] }
    return [
      Remedy(
        .sql,
        "ALTER PUBLICATION \(Identifier(name).quoted) ADD TABLE ONLY \(child.table.quoted);",
        by: "owner of the publication and the table", stage: .publications, isNextStep: true)
    ]
  }
}
