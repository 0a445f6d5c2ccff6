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
  let needs: [FactFamily] = [.publication, .exceptions, .tables, .leaves]
  let page = CheckPage(
    "Tables in the publication",
    when: "the publication exists",
    finds: "a table of the file that is not in the publication",
    why: "its changes would never be sent",
    severity: "error",
    remedies: [
      "`ALTER PUBLICATION … ADD TABLE …`, as owner of both.",
      "A publication FOR ALL TABLES EXCEPT (from 19) takes no single table: `ALTER PUBLICATION … SET ALL TABLES EXCEPT (TABLE …)` with what is still left out, or a publication of this pipeline's own.",
    ],
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
        .error, table.name.description,
        publication.isForAllTables
          ? "publication \(name) leaves \(table.name) out"
          : "\(table.name) is not in publication \(name)",
        why: "its changes would never be sent under this name",
        remedies: publication.isForAllTables
          ? Self.remedies(missing, name, facts) : Self.remedies(table, name, publication, facts))
    }
  }

  /// Of a publication of all tables but some: one statement for all that are missing.
  private static func remedies(
    _ missing: [Table], _ name: String, _ facts: Facts
  ) -> [Remedy] {
    let own = Remedy(
      .config,
      "publication: another name   # before the first start: blink-run creates it for the streams of the file"
    )
    guard !facts.excepted.isEmpty else { return [own] }
    let wanted = Set(missing.flatMap { [$0.name] + ($0.root.map { [$0.name] } ?? []) })
    let bare = missing.contains { table in
      Streams.own(facts, table).contains {
        !$0.hasIdentity || GeneratedIdentity.need($0, table, facts) == .never
      }
    }
    // Without a replica identity its UPDATE and DELETE would fail once it is published.
    if bare { return [own] }
    return [
      PublicationStatement.setAll(name, except: facts.excepted.filter { !wanted.contains($0) }),
      own,
    ]
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
