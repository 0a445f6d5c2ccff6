import Catalog
import Checks
import Postgres
import Replication
import Settings
import Testing

/// What tables keep from events.
@Suite struct TableRuleTests {
  private let pipeline = Facts.healthyPipeline()
  private let table = Facts.table

  private func leaf(
    _ name: Identifier, _ identity: String = "key", schema: Identifier = "public",
    _ change: (inout Leaf) -> Void = { _ in }
  ) -> Leaf {
    var leaf = Leaf(table: QualifiedName(schema: schema, name: name), identity: identity)
    leaf.hasImmediateKey = identity == "key"
    if identity == "full" { leaf.setting = "f" }
    change(&leaf)
    return leaf
  }

  @Test func everyPartitionHasItsOwnRemedies() throws {
    let found = pipeline.findings("replica-identity") {
      $0.tables[table]?.kind = .partitioned
      $0.leaves[table] = [
        leaf("p1"), leaf("p2", "no-key") { $0.candidates = ["it\"s"] },
        leaf("p3", "nothing") {
          $0.setting = "n"
          $0.hasImmediateKey = true
        },
      ]
    }
    #expect(found.map(\.subject) == ["public.p2", "public.p3"])
    #expect(found.allSatisfy { $0.status == .warning })
    #expect(
      found[0].remedies.map(\.text).prefix(3) == [
        #"ALTER TABLE "public"."p2" REPLICA IDENTITY USING INDEX "it""s";"#,
        #"ALTER TABLE "public"."p2" REPLICA IDENTITY FULL;"#,
        #"ALTER TABLE "public"."t" REPLICA IDENTITY FULL;"#,
      ])
    #expect(found[0].remedies.map(\.isNextStep).prefix(3) == [false, false, true])
    #expect(found[0].remedies.last?.kind == .text)
    #expect(
      found[1].remedies.map(\.text) == [
        #"ALTER TABLE "public"."p3" REPLICA IDENTITY DEFAULT;"#,
        #"ALTER TABLE "public"."p3" REPLICA IDENTITY FULL;"#,
        #"ALTER TABLE "public"."t" REPLICA IDENTITY FULL;"#,
      ])
  }

  @Test func wholeOldRowsOfLargeTables() {
    func found(_ change: (inout Facts) -> Void) -> [Finding] {
      pipeline.findings("replica-identity-full") {
        $0.leaves[table] = [leaf("t", "full") { $0.hasImmediateKey = true }]
        change(&$0)
      }
    }
    #expect(found { _ in }.isEmpty)
    let large = found { $0.streams[table]?.bytes = 2 << 30 }
    #expect(large.map(\.status) == [.warning])
    #expect(large[0].remedies[0].text.contains("REPLICA IDENTITY DEFAULT"))
    #expect(found { $0.streams[table]?.toastBytes = 8_192 }.count == 1)
    #expect(
      found {
        $0.streams[table]?.bytes = 2 << 30
        $0.leaves[table] = [leaf("t")]
      } == [])
  }

  @Test func partitionsThatDifferFromTheirRoot() {
    func found(
      _ root: ReplicaIdentity, _ leaves: [Leaf], _ kind: Table.Kind = .partitioned
    ) -> [Finding] {
      pipeline.findings("partition-identity") {
        $0.tables[table]?.kind = kind
        $0.tables[table]?.replicaIdentity = root
        $0.leaves[table] = leaves
      }
    }
    #expect(found(.default, [leaf("p1"), leaf("p2")]).isEmpty)
    #expect(found(.default, [leaf("p1", "full")], .table).isEmpty)
    // Without an identity it is replica-identity's.
    #expect(found(.full, [leaf("p1", "no-key")]).isEmpty)
    #expect(
      found(.full, [leaf("p1")])[0].remedies[0].text
        == #"ALTER TABLE "public"."p1" REPLICA IDENTITY FULL;"#)
    // Whole old rows that the server does not mark as whole.
    let whole = found(.default, [leaf("p1", "full"), leaf("p2", "full")])
    #expect(whole.map(\.subject) == ["public.t"])
    #expect(
      whole[0].remedies.map(\.text) == [#"ALTER TABLE "public"."t" REPLICA IDENTITY FULL;"#])
    // All partitions alike, and the root says nothing.
    #expect(found(.default, [leaf("p1", "index") { $0.setting = "i" }, leaf("p2")]) == [])
    let both = found(.default, [leaf("p1", "full") { $0.hasImmediateKey = true }, leaf("p2")])
    #expect(both.map(\.subject) == ["public.p1"] && both[0].status == .warning)
    #expect(both[0].remedies[0].text.hasSuffix("REPLICA IDENTITY DEFAULT;"))
    // A partition without a key cannot follow: then the root does.
    #expect(
      found(.default, [leaf("p1", "full"), leaf("p2")])[0].remedies.map(\.text) == [
        #"ALTER TABLE "public"."p2" REPLICA IDENTITY FULL;"#,
        #"ALTER TABLE "public"."t" REPLICA IDENTITY FULL;"#,
      ])
  }

  @Test func largeValuesThatUpdatesLeaveOut() {
    func found(_ change: (inout Facts) -> Void) -> [Finding] {
      pipeline.findings("unchanged-toast") {
        $0.toast[table] = ["v", "w"]
        $0.streams[table]?.toastBytes = 1 << 20
        change(&$0)
      }
    }
    let large = found { _ in }
    #expect(large.map(\.status) == [.warning])
    #expect(large[0].found.hasSuffix("omits it: v"))
    #expect(large[0].remedies.map(\.kind) == [.text, .sql])
    #expect(found { $0.streams[table]?.toastBytes = 0 } == [])
    #expect(found { $0.toast[table] = ["w"] } == [])
    #expect(found { $0.publication?.missingOperations = ["update"] } == [])
  }

  @Test func typesThatAreKnownByTheirText() {
    let own = TypeName(oid: 20_000, schema: "public", name: "colour")
    let colour = DataType(
      own: own, formatted: "public.colour", informationSchemaName: "USER-DEFINED", base: own,
      baseKind: UInt8(ascii: "b"))
    func found(_ column: Int) -> [Finding.Status] {
      pipeline.findings("unsupported-type") { $0.tables[table]?.columns[column].type = colour }
        .map(\.status)
    }
    #expect(found(0) == [.warning])
    #expect(found(1) == [.info])
    #expect(pipeline.findings("unsupported-type").isEmpty)
  }

  @Test func namesThatDifferInCaseOnly() {
    let other = QualifiedName(schema: "public", name: "T")
    let collision = NameCollision(folded: "public.t", tables: [table, other])
    #expect(pipeline.problems { $0.collisions = [collision] } == [])
    let both = pipeline.findings("name-collision") {
      $0.collisions = [collision]
      guard let stream = $0.configuration?.streams[0] else { return }
      var second = stream
      second.table = other
      $0.configuration?.streams.append(second)
    }
    #expect(both.map(\.status) == [.warning])
  }

  @Test func childrenAndChunks() {
    let child = leaf("kid") { $0.isInherited = true }
    let chunk = leaf("_hyper_1_1_chunk", schema: "_timescaledb_internal") { $0.isInherited = true }
    #expect(
      pipeline.problems { $0.leaves[table]?.append(child) } == ["inherited-children"])
    #expect(pipeline.problems { $0.leaves[table]?.append(chunk) } == ["hypertable"])
    let published = pipeline.findings("inherited-children") { $0.leaves[table]?.append(child) }
    #expect(
      published[0].remedies.map(\.text) == [
        "- stream: public.kid   # with its columns",
        #"ALTER PUBLICATION "s" ADD TABLE ONLY "public"."kid";"#,
      ])
    // Published without a replica identity it would take no UPDATE any more.
    let bare = pipeline.findings("inherited-children") {
      $0.leaves[table]?.append(leaf("kid", "no-key") { $0.isInherited = true })
    }
    #expect(bare[0].remedies.map(\.kind) == [.config])
    #expect(Registry.check("hypertable")?.canRefuse == true)
  }
}
