import Diagnostics
import Postgres
import Replication
import Start

/// Whether the publication sends tables that the file does not read.
struct PublicationUnlistedCheck: Check {
  let id = "publication-unlisted"
  let group = Group.publication
  let needsConfiguration = true
  let needs: [FactFamily] = [.publication, .members, .leaves]
  let page = CheckPage(
    "Published tables that the file does not name",
    when: "the publication exists",
    finds: "tables in the publication that are not streams of the file",
    why:
      "their changes are decoded and sent needlessly; and on a published table without a replica identity the application's UPDATE and DELETE fail",
    severity: "warning",
    remedies: [
      "`ALTER PUBLICATION … DROP TABLE …`, if no other consumer reads them through it.",
      "Or a separate publication for this pipeline, before its first start.",
    ],
    sources: [CheckPage.postgres("sql-alterpublication.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let publication = facts.publication, let name = facts.publicationName else { return [] }
    // What the start itself takes out needs nobody.
    let leaving = Set(facts.plan?.leaving ?? [])
    let others = PublishedWriters.unlisted(facts).filter { !leaving.contains($0) }
    guard !others.isEmpty else { return [] }
    let all = publication.isForAllTables ? "every table of the database, so " : ""
    let several = Amount.count(others.count, "table")
    return [
      finding(
        .warning, name,
        "\(name) publishes \(all)\(several) that the file does not name: \(PublishedWriters.list(others))",
        why: "their changes are decoded and sent needlessly",
        remedies: Self.remedies(name, others, publication))
    ]
  }

  private static func remedies(
    _ name: String, _ others: [QualifiedName], _ publication: Publication
  ) -> [Remedy] {
    let own = Remedy(
      .config,
      "publication: another name   # before the first start: blink-run creates it for the streams of the file"
    )
    guard others.allSatisfy({ publication.members[$0] != nil }) else { return [own] }
    return [PublishedWriters.drop(others, from: name), own]
  }
}
