import Checks
import Postgres
import Replication
import Settings
import Support
import Testing

/// The facts, from a real server.
@Suite struct FactGathererTests {
  private func facts(
    _ cluster: TestCluster, user: String, _ change: (inout FactOptions) -> Void = { _ in }
  ) throws -> Facts {
    var parameters = ConnectionParameters()
    parameters.set("host", "127.0.0.1")
    parameters.set("port", String(cluster.port))
    parameters.set("user", user)
    parameters.set("dbname", "postgres")
    var source = SourceSettings()
    source.streamSnapshot = true
    let streams = ["t", "p", "missing"].map { name in
      StreamSettings(
        table: QualifiedName(schema: "public", name: Identifier(name)), written: name, columns: [])
    }
    var options = FactOptions()
    change(&options)
    return FactGatherer.gather(
      parameters, configuration: Configuration(file: "f", source: source, streams: streams),
      slot: "s", publication: "s", options: options)
  }

  private func prepared() throws -> TestCluster {
    let cluster = try TestCluster()
    try cluster.psql(
      """
      CREATE ROLE cdc LOGIN REPLICATION; ALTER ROLE cdc SET statement_timeout = '7s';
      CREATE TABLE t (id int PRIMARY KEY, v text); CREATE TABLE "Missing" (id int);
      CREATE TABLE p (id int, v text) PARTITION BY RANGE (id);
      CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9); CREATE TABLE c () INHERITS (t);
      INSERT INTO t SELECT 1, string_agg(md5(g::text), '') FROM generate_series(1, 1000) g;
      CREATE PUBLICATION s FOR TABLE t (id, v) WHERE (id > 0);
      SELECT pg_create_logical_replication_slot('s', 'pgoutput');
      """)
    return cluster
  }

  @Test func everyFamilyIsRead() throws {
    let facts = try facts(prepared(), user: "postgres")
    #expect(facts.gaps == [:] && facts.readError == nil && facts.connectionError == nil)
    #expect(facts.server.version >= 100_000 && facts.server.banner.hasPrefix("PostgreSQL"))
    #expect(facts.server.encoding == "UTF8" && facts.server.maxConnections == 100)
    #expect(facts.server.extensions["plpgsql"] != nil && !facts.server.isPooled)
    let skew = try #require(facts.server.clockSkew)
    #expect(skew < .seconds(1) && skew > .seconds(-1))
    #expect(facts.setting("wal_level") == "logical")
    #expect(facts.server.settings["max_replication_slots"]?.context == "postmaster")
    #expect(facts.server.settings["wal_sender_timeout"]?.unit == "ms")
    #expect(facts.ownSlot?.plugin == "pgoutput" && facts.ownSlot?.confirmed != nil)
    #expect(facts.wal.position != nil && (facts.wal.directoryBytes ?? 0) > 0)
    #expect(facts.replication?.identity.systemID.isEmpty == false)
    #expect(!facts.accessLines.isEmpty && facts.accessLines[0].method == "trust")
    let t = QualifiedName(schema: "public", name: "t")
    #expect(facts.publication?.isOwner == true)
    #expect(facts.publication?.tables[t]?.columns == ["id", "v"])
    #expect(facts.publication?.tables[t]?.rowFilter != nil)
    let member = try #require(facts.publication?.members[t])
    #expect(member.columns == ["id", "v"] && member.filterColumns == ["id"])
    #expect(facts.publication?.isEmpty == false && facts.publication?.isForSchemas == false)
    #expect((facts.streams[t]?.bytes ?? 0) > 16_384 && facts.streams[t]?.exists == true)
    let missing = QualifiedName(schema: "public", name: "missing")
    #expect(facts.streams[missing]?.suggestions == ["public.Missing"])
    let leaves = try #require(facts.leaves[t])
    #expect(leaves.map(\.isInherited) == [true, false])
    #expect(leaves.map(\.identityColumns) == [[], ["id"]])
    #expect(facts.leaves[QualifiedName(schema: "public", name: "p")]?.map(\.identity) == ["no-key"])
    #expect(facts.toast[t] == ["v"])
    #expect(facts.collisions.isEmpty && facts.tables.count == 2)
  }

  @Test func aRoleWithFewRightsKnowsWhatItMissed() throws {
    let cluster = try prepared()
    let facts = try facts(cluster, user: "cdc")
    #expect(Set(facts.gaps.keys) == [.walDirectory, .hba])
    #expect(facts.gaps[.walDirectory] == .denied(right: "GRANT pg_monitor TO \"cdc\";"))
    // As the role gets it, not as our own session sets it.
    #expect(facts.server.settings["statement_timeout"]?.value == "7000")
    #expect(facts.server.settings["statement_timeout"]?.source == "user")
    #expect(facts.overrides.map(\.name) == ["statement_timeout"])
    #expect(facts.server.mayReplicate && !facts.server.isSuperuser)
    #expect(!cluster.logText.contains("ERROR:"))
    guard case .denied(let right)? = facts.gaps[.hba] else { return #expect(Bool(false)) }
    try cluster.psql("GRANT pg_monitor TO cdc; " + right)
    #expect(try self.facts(cluster, user: "cdc").gaps == [:])
  }

  @Test func samplesAndProbesLeaveNothingBehind() throws {
    let cluster = try prepared()
    let facts = try facts(cluster, user: "cdc") {
      $0.sample = .milliseconds(200)
      $0.probes = true
    }
    #expect((facts.wal.sampledSeconds ?? 0) >= 0.2 && facts.wal.sampledBytes != nil)
    let probe = try #require(facts.probe)
    #expect(probe.problem == nil && probe.plugin == "pgoutput")
    #expect(try cluster.psql("SELECT string_agg(slot_name, ',') FROM pg_replication_slots") == "s")
    #expect(facts.readError == nil)
  }
}
