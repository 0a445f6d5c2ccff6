import Diagnostics
import Catalog
import Postgres

/// Whether publishing makes the applications' UPDATE and DELETE fail.
struct PublicationWritesCheck: Check {
  let id = "publication-breaks-writes"
  let group = Group.publication
  let needsConfiguration = true
  let needs: [FactFamily] = [.publication, .members, .leaves, .tables]
  let page = CheckPage(
    "Writes that fail because of the publication",
    when: "a file is given; every partition is checked individually",
    finds:
      "published tables on which the server refuses UPDATE and DELETE: those without a replica identity, with a column list that omits a part of it or is combined with REPLICA IDENTITY FULL, with a row filter on other columns, or, from PostgreSQL 18, with a generated column in the replica identity that is not published. If the publication has yet to be created: the tables that this would affect",
    why:
      "the applications that write these tables get an error for every UPDATE and DELETE, as soon as the table is published; INSERT still works",
    severity:
      "warning if the table is already published, since a start does not change that; a note if it would be published, then `replica-identity` is the error",
    remedies: [
      "Set a replica identity on the table, preferably with a primary key; see `replica-identity`.",
      "`ALTER PUBLICATION … SET TABLE …` with the key in the column list, or without the row filter.",
      "`ALTER PUBLICATION … DROP TABLE …`: the application's statements work again immediately.",
    ],
    lock: "ACCESS EXCLUSIVE, briefly, if the table is altered",
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
        "your application's \(operations) on \(broken.leaf.table) now fail: \(Self.words(broken))",
        why:
          "\(name) publishes the table, and the server refuses to change rows that it cannot identify to a subscriber; INSERT still works",
        remedies: repair.remedies(for: broken))
    }
    let rest = broken.filter { others.contains($0.published) }
    guard !rest.isEmpty else { return own }
    let tables = rest.map(\.leaf.table)
    return own + [
      finding(
        .warning, name,
        "your application's \(operations) now fail on \(Amount.count(tables.count, "table")) that the file does not name: \(PublishedWriters.list(tables))",
        why: "\(name) also publishes them; INSERT still works",
        remedies: repair.remedies(forUnlisted: rest))
    ]
  }

  /// The tables whose writes would fail once the publication exists.
  private func planned(_ name: String, _ facts: Facts) -> [Finding] {
    let tables = Streams.present(facts).flatMap { _, table in
      (facts.leaves[table.name] ?? []).filter { leaf in
        !leaf.isInherited
          && (!leaf.hasIdentity || GeneratedIdentity.need(leaf, table, facts) == .never)
      }
    }.map(\.table)
    guard !tables.isEmpty else {
      return ok("with publication \(name), no UPDATE or DELETE of your application would fail")
    }
    let several = Amount.count(tables.count, "table")
    return [
      finding(
        .info, name,
        "once \(name) exists, your application's UPDATE and DELETE would fail on \(several): \(PublishedWriters.list(tables))",
        why: "see replica-identity; blink-run does not publish them until that is fixed")
    ]
  }

  private static func words(_ broken: PublishedWriters.Broken) -> String {
    func list(_ columns: [Identifier]) -> String {
      columns.map(\.text).joined(separator: ", ")
    }
    switch broken.reason {
    case .noIdentity: return ReplicaIdentityCheck.reason(broken.leaf)
    case .listWithFull: return "a column list combined with REPLICA IDENTITY FULL"
    case .list(let columns):
      return "the published columns omit \(list(columns)), part of its replica identity"
    case .generated(isCurable: true):
      return "its replica identity has a generated column, which the publication does not publish"
    case .generated(isCurable: false):
      return "its replica identity has a virtual generated column, which no publication can publish"
    case .filter(let columns):
      return "the row filter uses \(list(columns)), which are not part of its replica identity"
    }
  }
}
