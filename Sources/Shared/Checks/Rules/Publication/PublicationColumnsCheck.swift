import Catalog
import Postgres
import Settings

/// Whether the publication has every configured column.
struct PublicationColumnsCheck: Check {
  let id = "publication-columns"
  let group = Group.publication
  let needsConfiguration = true
  let needs: [FactFamily] = [.publication, .tables]
  let page = CheckPage(
    "Column lists",
    when: "the publication exists; from 15",
    finds: "a column of the file that the publication's column list leaves out",
    why: "events would not hold it",
    severity: "error",
    remedies: [
      "`ALTER PUBLICATION … DROP TABLE` and `ADD TABLE` with the columns wanted, as its owner.",
      "Or take the column out of the file.",
    ],
    sources: [CheckPage.postgres("logical-replication-col-lists.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let publication = facts.publication, let name = facts.publicationName else { return [] }
    return Streams.present(facts).compactMap { stream, table in
      guard let entry = publication.tables[table.name], !entry.columns.isEmpty else { return nil }
      let missing = stream.columns.map(\.name).filter { column in
        !entry.columns.contains(column) && table.column(named: column)?.generated == nil
      }
      guard !missing.isEmpty else { return nil }
      let names = missing.map(\.text).joined(separator: ", ")
      return finding(
        .error, table.name.description, "not in publication \(name): \(names) of \(table.name)",
        why: "events would not hold \(missing.count == 1 ? "it" : "them")",
        remedies: [
          Remedy(
            .sql, widening(name, table, entry, by: missing),
            by: "owner of the publication and the table", stage: .publications)
        ])
    }
  }

  /// A column list cannot be changed, only written anew.
  private func widening(
    _ publication: String, _ table: Table, _ entry: PublicationFacts.Entry,
    by missing: [Identifier]
  ) -> String {
    let start = "ALTER PUBLICATION \(Identifier(publication).quoted)"
    let columns = (entry.columns + missing).map(\.quoted).joined(separator: ", ")
    let filter = entry.rowFilter.map { " WHERE (\($0))" } ?? ""
    return "BEGIN; \(start) DROP TABLE \(table.name.quoted);"
      + " \(start) ADD TABLE \(table.name.quoted) (\(columns))\(filter); COMMIT;"
  }
}
