import Catalog
import Checks
import Postgres
import Replication
import Settings
import Testing

/// Rules over facts; the live tests see most of them at a real server, too.
@Suite struct RuleTests {
  private let pipeline = Facts.healthyPipeline()

  private func slot(_ change: (inout ReplicationSlot) -> Void = { _ in }) -> ReplicationSlot {
    var slot = ReplicationSlot()
    slot.name = "s"
    slot.plugin = "pgoutput"
    slot.database = "shop"
    slot.confirmed = LSN(0x100)
    change(&slot)
    return slot
  }

  @Test func everyRefusalHasItsCheck() {
    let ids: [ConnectionError.Kind: String] = [
      .nameResolution: "dns", .unreachable: "tcp", .timeout: "tcp", .tls: "tls",
      .authentication: "auth", .hostBasedAccess: "hba", .databaseMissing: "database-access",
      .starting: "server-ready", .tooManyConnections: "server-ready", .poolerRefused: "pooler",
      .replicationRefused: "connect", .interrupted: "connect", .other: "connect",
    ]
    #expect(Set(ids.keys) == Set(ConnectionError.Kind.allCases))
    for (kind, id) in ids {
      #expect(
        pipeline.problems { $0.connectionError = ConnectionError(kind, message: "no") } == [id])
      // The same of a replication session, where those kinds have no check of their own.
      var other = id == "connect" ? "replication-connect" : id
      if kind == .tooManyConnections { other = "wal-senders-free" }
      #expect(
        pipeline.problems {
          $0.replication = nil
          $0.replicationError = ConnectionError(kind, message: "no")
        } == [other])
    }
  }

  @Test func aPoolerIsKnownByTheProcessThatAnswers() {
    #expect(pipeline.problems { $0.server.isPooled = true } == ["pooler"])
    let carried = pipeline.findings("pooler") { $0.server.isPooled = true }
    #expect(carried.map(\.status) == [.warning])
    let refused = pipeline.findings("pooler") {
      $0.server.isPooled = true
      $0.replication = nil
    }
    #expect(refused.map(\.status) == [.error])
  }

  @Test func aServerThatFallsSilentIsAFinding() {
    let facts = pipeline.findings("server-ready") {
      $0.readError = ServerError(sqlstate: "08006", message: "gone")
    }
    #expect(facts.map(\.status) == [.error])
  }

  @Test func slotsThatDoNotFit() {
    func found(_ change: (inout ReplicationSlot) -> Void) -> [String] {
      pipeline.problems { $0.slots = [slot(change)] }
    }
    #expect(found { _ in } == [])
    #expect(found { $0.type = "physical" } == ["slot-type"])
    #expect(found { $0.plugin = "test_decoding" } == ["slot-plugin"])
    #expect(found { $0.database = "other" } == ["slot-database"])
    #expect(found { $0.isTemporary = true } == ["slot-temporary"])
    #expect(found { $0.isActive = true } == ["slot-active"])
    #expect(found { $0.walStatus = "lost" } == ["slot-lost"])
    #expect(found { $0.invalidationReason = "idle_timeout" } == ["slot-lost"])
    #expect(found { $0.isConflicting = true } == ["slot-lost"])
    #expect(found { $0.walStatus = "unreserved" } == ["slot-unreserved"])
    #expect(found { $0.retainedBytes = 2 << 30 } == ["slot-lag"])
    #expect(pipeline.findings("slot-exists").map(\.status) == [.info])
  }

  @Test func whatANewSlotWaitsFor() {
    let writer = WriteBlocker(description: "pid 7 in shop", database: "shop", pid: 7)
    let prepared = WriteBlocker(
      description: "prepared transaction 'x'", gid: "x", database: "shop")
    #expect(pipeline.problems { $0.blockers = [writer] } == ["slot-create-blocked"])
    #expect(pipeline.problems { $0.blockers = [prepared] } == ["prepared-transactions"])
    #expect(
      pipeline.problems {
        $0.blockers = [writer, prepared]
        $0.slots = [slot()]
      } == [])
  }

  @Test func idleSlotsOfOthers() {
    let idle = slot {
      $0.name = "old"
      $0.retainedBytes = 2 << 30
    }
    #expect(pipeline.problems { $0.slots = [idle] } == ["other-slots"])
    let finding = pipeline.findings("other-slots") { $0.slots = [idle] }[0]
    #expect(finding.subject == "old" && finding.remedies[0].isDestructive)
  }

  @Test func limitsOfRetention() {
    #expect(
      pipeline.problems {
        $0.server.settings["max_slot_wal_keep_size"] = ServerFacts.Setting(value: "-1")
      } == ["slot-retention-unlimited"])
  }

  @Test func publicationsThatDoNotCover() {
    let table = Facts.table
    #expect(
      pipeline.problems { $0.publication?.tables = [:] } == ["publication-covers-tables"])
    #expect(
      pipeline.problems {
        $0.publication?.tables = [:]
        $0.tables[table]?.kind = .partitioned
        $0.leaves[table] = []
      } == ["publication-via-root"])
    let leaf = QualifiedName(schema: "public", name: "leaf")
    func partitioned(_ change: (inout Facts) -> Void) -> [String] {
      pipeline.problems {
        $0.publication?.tables = [:]
        $0.tables[table]?.kind = .partitioned
        $0.leaves[table] = [Leaf(table: leaf, identity: "key")]
        change(&$0)
      }
    }
    #expect(partitioned { _ in } == ["publication-covers-tables", "publication-via-root"])
    #expect(partitioned { $0.publication?.isViaRoot = true } == ["publication-covers-tables"])
    #expect(
      partitioned { $0.publication?.tables[leaf] = Publication.Entry() }
        == ["publication-via-root"])
    #expect(
      pipeline.problems { $0.publication?.tables[table]?.columns = ["id"] }
        == ["publication-columns"])
    #expect(
      pipeline.problems { $0.publication?.missingOperations = ["delete"] }
        == ["publication-operations"])
    let filtered = pipeline.findings("publication-row-filter") {
      $0.publication?.tables[table]?.rowFilter = "id > 1"
    }
    #expect(filtered.map(\.status) == [.info])
    #expect(
      pipeline.problems {
        $0.publication = nil
        $0.slots = [slot()]
      } == ["publication-exists"])
  }

  @Test func tablesThatHaveNoChanges() {
    let table = Facts.table
    #expect(
      pipeline.problems {
        $0.tables = [:]
        $0.publication = nil
      } == ["table-exists"])
    #expect(pipeline.problems { $0.tables[table]?.kind = .view } == ["table-kind"])
    #expect(
      pipeline.problems { $0.tables[table]?.persistence = .unlogged } == ["table-persistence"])
    #expect(
      pipeline.problems { $0.leaves[table]?[0].identity = "no-key" }
        == ["publication-breaks-writes", "replica-identity"])
    #expect(
      pipeline.problems { $0.tables[table]?.columns[1].generated = .stored }
        == ["generated-columns"])
    #expect(
      pipeline.problems { $0.configuration?.streams[0].columns[0].pk = false }
        == ["primary-key", "drift-pk"])
  }

  @Test func columnsThatAreNew() {
    let found = pipeline.findings("drift-new-column") {
      $0.configuration?.streams[0].columns.removeLast()
    }
    #expect(found.map(\.status) == [.info])
  }

  @Test func whatNeedsNoServer() {
    #expect(pipeline.problems { $0.slot = "Shop-1" }.contains("slot-name-valid"))
    let ignored = pipeline.findings("doctor-ignore") {
      $0.configuration?.doctor.ignore = [DoctorSettings.Ignored(id: "wal-levl")]
    }
    #expect(ignored.map(\.status) == [.warning])
    #expect(ignored.first?.remedies.first?.text.contains("wal-level") == true)
  }
}
