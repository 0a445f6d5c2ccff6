import Checks
import Postgres
import Replication
import Testing

/// Rules about publications that take writes away, are empty or too wide.
@Suite struct PublicationRuleTests {
  private let pipeline = Facts.healthyPipeline()
  private let table = Facts.table
  private let other = QualifiedName(schema: "public", name: "o\"ther")

  /// `public.t` published by name, with what a case needs.
  private func published(
    _ member: Publication.Member = Publication.Member(), identity: String = "key",
    _ change: (inout Facts) -> Void = { _ in }
  ) -> Facts {
    var facts = pipeline
    facts.publication?.members[table] = member
    var leaf = Leaf(table: table, identity: identity)
    if identity == "key" { leaf.identityColumns = ["id"] }
    facts.leaves[table] = [leaf]
    change(&facts)
    return facts
  }

  private func broken(_ facts: Facts) -> [Finding] {
    facts.findings("publication-breaks-writes").filter { $0.status == .warning }
  }

  @Test func writesThatFail() {
    func member(_ columns: [Identifier] = [], filter: [Identifier] = []) -> Publication.Member {
      Publication.Member(
        columns: columns, rowFilter: filter.isEmpty ? nil : "(x)", filterColumns: filter)
    }
    #expect(broken(published()).isEmpty)
    #expect(broken(published(member(["id"]))).isEmpty)
    #expect(broken(published(member(filter: ["id"]))).isEmpty)
    #expect(broken(published(member(filter: ["v"]), identity: "full")).isEmpty)
    let cases: [(Facts, String)] = [
      (published(identity: "no-key"), "REPLICA IDENTITY FULL"),
      (published(identity: "nothing"), "REPLICA IDENTITY FULL"),
      (published(identity: "deferrable-key"), "REPLICA IDENTITY FULL"),
      (published(identity: "index-dropped"), "REPLICA IDENTITY FULL"),
      (published(member(["v"])), "SET TABLE ONLY \"public\".\"t\" (\"v\", \"id\")"),
      (published(member(["id", "v"]), identity: "full"), "SET TABLE ONLY \"public\".\"t\";"),
      (published(member(filter: ["v"])), "REPLICA IDENTITY FULL"),
      (
        published(member(["id", "v"], filter: ["v"])),
        "SET TABLE ONLY \"public\".\"t\" (\"id\", \"v\");"
      ),
    ]
    for (facts, remedy) in cases {
      let found = broken(facts)
      #expect(found.map(\.subject) == ["public.t"])
      #expect(found.first?.found.contains("your application's UPDATE and DELETE") == true)
      #expect(
        found.first?.remedies.contains { $0.text.contains(remedy) } == true,
        "\(remedy) is not in \(found.first?.remedies.map(\.text) ?? [])")
      #expect(Report(facts, today: "").refusals.isEmpty || facts.publication == nil)
    }
  }

  @Test func onlyPublishedOperationsFail() {
    var facts = published(identity: "no-key") { $0.publication?.missingOperations = ["update"] }
    #expect(broken(facts).first?.found.contains("your application's DELETE on") == true)
    facts.publication?.missingOperations = ["update", "delete"]
    #expect(broken(facts).isEmpty)
  }

  @Test func thePublicationThatIsStillToBeMade() {
    func planned(_ identity: String) -> [Finding] {
      published(identity: identity) { $0.publication = nil }.findings("publication-breaks-writes")
    }
    #expect(planned("key").map(\.status) == [.ok])
    #expect(planned("nothing").map(\.status) == [.info])
    #expect(planned("nothing")[0].found.contains("would fail on 1 table: public.t"))
  }

  @Test func tablesThatTheFileDoesNotName() {
    func wide(_ change: (inout Facts) -> Void) -> Facts {
      published {
        $0.publication?.tables[other] = Publication.Entry()
        $0.publication?.members[other] = Publication.Member()
        $0.leaves[other] = [Leaf(table: other, identity: "key")]
        change(&$0)
      }
    }
    let unlisted = wide { _ in }
    #expect(unlisted.problems() == ["publication-unlisted"])
    let drop = "ALTER PUBLICATION \"s\" DROP TABLE \"public\".\"o\"\"ther\";"
    #expect(unlisted.findings("publication-unlisted")[0].remedies[0].text == drop)
    // A partition of a stream is a part of it.
    #expect(wide { $0.leaves[table]?.append(Leaf(table: other, identity: "key")) }.problems() == [])
    let keyless = wide { $0.leaves[other]?[0].identity = "no-key" }
    #expect(broken(keyless).map(\.subject) == ["s"])
    #expect(broken(keyless)[0].remedies.map(\.text) == [drop])
    // It cannot be taken out where it is not named: FOR ALL TABLES.
    let all = wide {
      $0.leaves[other]?[0].identity = "no-key"
      $0.publication?.members = [:]
      $0.publication?.isForAllTables = true
    }
    #expect(
      broken(all)[0].remedies[0].text
        == "ALTER TABLE \"public\".\"o\"\"ther\" REPLICA IDENTITY FULL;")
    #expect(all.findings("publication-unlisted")[0].remedies.map(\.kind) == [.config])
  }

  @Test func anEmptyPublication() {
    let empty = published {
      $0.publication?.isEmpty = true
      $0.publication?.tables = [:]
    }
    #expect(empty.problems() == ["publication-empty"])
    let covers = empty.findings("publication-covers-tables")
    #expect(covers.map(\.cause) == ["publication-empty"])
  }

  @Test func oneStatementMendsAllColumnLists() {
    let facts = published(Publication.Member(columns: ["id"])) {
      $0.publication?.tables[table]?.columns = ["id"]
      $0.publication?.members[other] = Publication.Member(rowFilter: "(x > 1)")
    }
    #expect(
      facts.findings("publication-columns")[0].remedies.map(\.text) == [
        "ALTER PUBLICATION \"s\" SET TABLE ONLY \"public\".\"o\"\"ther\" WHERE ((x > 1)), ONLY \"public\".\"t\" (\"id\", \"v\");"
      ])
  }

  @Test func aPublicationThatIsNewerThanItsSlot() {
    func found(_ version: Int) -> [Finding] {
      published {
        var slot = ReplicationSlot()
        slot.name = "s"
        slot.confirmed = LSN(1)
        $0.slots = [slot]
        $0.server.version = version
        $0.publication?.isNewerThanSlot = true
      }.findings("publication-before-slot")
    }
    #expect(found(170_000).map(\.status) == [.warning])
    #expect(found(170_000)[0].why.contains("does not exist"))
    // Release notes of 18: a missing publication is a WARNING in the server's log.
    #expect(found(180_000)[0].why.contains("only in its log"))
    #expect(published { $0.publication?.isNewerThanSlot = true }.problems() == [])
  }
}
