import Diagnostics
import Pipeline
import Postgres
import Replication
import Support
import Testing

/// teardown beside somebody who uses what it is about to drop.
@Suite struct TeardownRaceTests {
  /// Between the look and the drop somebody begins to stream.
  @Test func aSlotTakenIntoUseMeanwhileIsNotDropped() throws {
    let cluster = try TestCluster()
    try cluster.psql(
      "CREATE PUBLICATION p; SELECT pg_create_logical_replication_slot('s', 'pgoutput')")
    let parameters = try ConnectionParameters(
      conninfo: "host=127.0.0.1 port=\(cluster.port) user=postgres dbname=postgres")
    let session = try Connection.open(parameters, applicationName: "tests")
    let facts = try TeardownFacts(slot: "s", publication: "p", over: session)
    let plan = try TeardownPlan(slot: "s", publication: "p", state: nil, facts)
    let consumer = try Connection.open(
      parameters, applicationName: "the consumer", replication: true)
    try consumer.startCopy(
      "START_REPLICATION SLOT s LOGICAL 0/0 (proto_version '1', publication_names 'p')",
      both: true)
    var told: [String] = []
    do {
      try plan.apply(over: session) { told.append($0) }
      Issue.record("dropped under a consumer")
    } catch {
      #expect(error.kind == .refused)
      #expect(error.message.contains("the consumer"))
    }
    #expect(told == [])
    // The next look refuses from the start.
    let now = try TeardownFacts(slot: "s", publication: "p", over: session)
    #expect(now.slot?.isActive == true)
    #expect(throws: Failure.self) {
      try TeardownPlan(slot: "s", publication: "p", state: nil, now)
    }
    try consumer.sendCopyDone()
    #expect(try cluster.psql("SELECT slot_name FROM pg_replication_slots") == "s")
  }
}
