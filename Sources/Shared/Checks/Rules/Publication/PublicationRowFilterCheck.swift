import Catalog
import Postgres
import Replication

/// Whether the publication sends only some rows.
struct PublicationRowFilterCheck: Check {
  let id = "publication-row-filter"
  let group = Group.publication
  let needsConfiguration = true
  let needs: [FactFamily] = [.publication, .tables]
  let page = CheckPage(
    "Row filters",
    when: "the publication exists; from 15",
    finds: "a row filter on a table of the file",
    why: "only those rows are streamed; the snapshot uses the same filter",
    severity: "note",
    remedies: [
      "Nothing, if this is intended.", "Otherwise `ALTER PUBLICATION … SET TABLE …` without WHERE.",
    ],
    sources: [CheckPage.postgres("logical-replication-row-filter.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let publication = facts.publication, let name = facts.publicationName else { return [] }
    return Streams.present(facts).compactMap { _, table in
      guard let filter = publication.tables[table.name]?.rowFilter else { return nil }
      return finding(
        .info, table.name.description,
        "\(name) sends only rows of \(table.name) where \(filter); the snapshot uses the same filter"
      )
    }
  }
}
