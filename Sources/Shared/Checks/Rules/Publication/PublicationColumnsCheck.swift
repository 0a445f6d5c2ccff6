import Catalog
import Postgres
import Replication
import Settings
import Start

/// Whether the publication includes every configured column.
struct PublicationColumnsCheck: Check {
  let id = "publication-columns"
  let group = Group.publication
  let needsConfiguration = true
  let needs: [FactFamily] = [.publication, .members, .leaves, .tables]
  let page = CheckPage(
    "Column lists",
    when: "the publication exists; from 15",
    finds: "a column of the file that is not in the publication's column list",
    why: "events would not contain it",
    severity: "error",
    remedies: [
      "`ALTER PUBLICATION … SET TABLE …` with all tables and the required columns, as its owner.",
      "Or remove the column from the file.",
    ],
    sources: [CheckPage.postgres("logical-replication-col-lists.html")])

  func bearing(on plan: StartPlan) -> StartBearing {
    plan.publication.isKept ? .refuses : .cured
  }

  func findings(_ facts: Facts) -> [Finding] {
    guard let publication = facts.publication, let name = facts.publicationName else { return [] }
    let remedy = PublicationRepair(name, publication, facts).lists
    return Self.missing(publication, facts).map { table, column in
      finding(
        .error, "\(table).\(column)",
        "column \(column) of \(table) is not in publication \(name)",
        why: "events would not contain it", remedies: [remedy])
    }
  }

  /// Columns of the file that the publication leaves out.
  static func missing(
    _ publication: Publication, _ facts: Facts
  ) -> [(table: QualifiedName, column: Identifier)] {
    Streams.present(facts).flatMap {
      stream, table -> [(table: QualifiedName, column: Identifier)] in
      guard let columns = publication.tables[table.name]?.columns, !columns.isEmpty else {
        return []
      }
      return stream.columns.map(\.name).filter { column in
        !columns.contains(column)
          && table.column(named: column).map { $0.generated == nil } ?? false
      }.map { (table.name, $0) }
    }
  }
}
