import Catalog
import Postgres

/// Whether publishing takes UPDATE and DELETE away from the applications.
struct PublicationWritesCheck: Check {
  let id = "publication-breaks-writes"
  let group = Group.publication
  let needsConfiguration = true
  let needs: [FactFamily] = [.publication, .members, .leaves, .tables]
  let page = CheckPage(
    "Writes that fail because of the publication",
    when: "a file is given; every partition is judged by itself",
    finds:
      "published tables on which the server refuses UPDATE and DELETE: without a replica identity, with a column list that leaves out a part of it or stands beside REPLICA IDENTITY FULL, or with a row filter over other columns. Where the publication is still to be made: the tables that it would do this to",
    why:
      "the applications that write these tables get an error for every UPDATE and DELETE, from the moment the table is published; INSERT goes on working",
    severity:
      "warning where the table is published already: starting makes it no worse; a note where it would be, then `replica-identity` is the error",
    remedies: [
      "Give the table a replica identity: a primary key, best; see `replica-identity`.",
      "`ALTER PUBLICATION … SET TABLE …` with the key in the column list, or without the filter.",
      "`ALTER PUBLICATION … DROP TABLE …`: the application works again at once.",
    ],
    lock: "ACCESS EXCLUSIVE for a moment where the table is altered",
    sources: [
      CheckPage.postgres("logical-replication-publication.html"),
      CheckPage.postgres("logical-replication-col-lists.html"),
      CheckPage.postgres("logical-replication-row-filter.html"),
    ])

  func findings(_ facts: Facts) -> [Finding] {
    guard let name = facts.publicationName else { return [] }
    guard let publication = facts.publication else { return planned(name, facts) }
    let broken = PublishedWriters.broken(publication, facts)
    if broken.isEmpty { return ok("no UPDATE or DELETE fails because of \(name)") }
    let others = Set(PublishedWriters.unlisted(facts))
    let repair = PublicationRepair(name, publication, facts)
    let operations = PublishedWriters.operations(publication).joined(separator: " and ")
    let own = broken.filter { !others.contains($0.published) }.map { broken in
      finding(
        .warning, broken.leaf.table.description,
        "your application's \(operations) on \(broken.leaf.table) fail now: \(Self.words(broken))",
        why:
          "\(name) publishes the table, and the server refuses to change rows that it cannot name to a reader; INSERT still works",
        remedies: repair.remedies(for: broken))
    }
    let rest = broken.filter { others.contains($0.published) }
    guard !rest.isEmpty else { return own }
    let tables = rest.map(\.leaf.table)
    return own + [
      finding(
        .warning, name,
        "your application's \(operations) fail now on \(tables.count == 1 ? "1 table" : "\(tables.count) tables") that the file does not name: \(PublishedWriters.list(tables))",
        why: "\(name) publishes them, too; INSERT still works",
        remedies: repair.remedies(forUnlisted: rest))
    ]
  }

  /// What would begin to fail once the publication is made.
  private func planned(_ name: String, _ facts: Facts) -> [Finding] {
    let tables = Streams.present(facts).flatMap { facts.leaves[$0.table.name] ?? [] }
      .filter { !$0.hasIdentity && !$0.isInherited }.map(\.table)
    guard !tables.isEmpty else {
      return ok("making publication \(name) takes no UPDATE or DELETE away from your application")
    }
    let several = tables.count == 1 ? "1 table" : "\(tables.count) tables"
    return [
      finding(
        .info, name,
        "once \(name) is made, your application's UPDATE and DELETE would fail on \(several): \(PublishedWriters.list(tables))",
        why: "see replica-identity; blink-run does not publish them before that is mended")
    ]
  }

  private static func words(_ broken: PublishedWriters.Broken) -> String {
    func list(_ columns: [Identifier]) -> String {
      columns.map(\.text).joined(separator: ", ")
    }
    switch broken.reason {
    case .noIdentity: return ReplicaIdentityCheck.reason(broken.leaf)
    case .listWithFull: return "a column list beside REPLICA IDENTITY FULL"
    case .list(let columns):
      return "the published columns leave out \(list(columns)) of its replica identity"
    case .filter(let columns):
      return "the row filter names \(list(columns)), no part of its replica identity"
    }
  }
}
