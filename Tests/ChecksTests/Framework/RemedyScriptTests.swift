import Catalog
import Checks
import Postgres
import Replication
import Testing

/// One script of all remedies, in an order that works.
@Suite struct RemedyScriptTests {
  private func script(_ change: (inout Facts) -> Void) -> String {
    var facts = Facts.healthyPipeline()
    change(&facts)
    return RemedyScript(Report(facts, today: "")).text()
  }

  private func place(_ part: String, _ text: String) throws -> String.Index {
    try #require(text.firstRange(of: part)?.lowerBound, "\(part) is not in:\n\(text)")
  }

  @Test func nothingToMend() {
    #expect(script { _ in }.contains("-- Nothing to fix."))
  }

  @Test func settingsRightsTablesPublicationsInThatOrder() throws {
    let text = script {
      $0.publication = nil
      $0.server.isSuperuser = false
      $0.tables[Facts.table]?.isOwner = false
      $0.tables[Facts.table]?.canSelect = false
      for index in 0..<2 { $0.tables[Facts.table]?.columns[index].canSelect = false }
      $0.leaves[Facts.table]?[0].identity = "no-key"
      $0.server.settings["wal_level"]?.value = "replica"
      $0.server.settings["max_slot_wal_keep_size"] = ServerFacts.Setting(value: "-1")
    }
    let parts = [
      "ALTER SYSTEM SET max_slot_wal_keep_size", "SELECT pg_reload_conf();", "ALTER ROLE \"cdc\"",
      "GRANT SELECT ON \"public\".\"t\"", "REPLICA IDENTITY FULL;",
      "\nCREATE PUBLICATION \"s\"",
      "ALTER SYSTEM SET wal_level", "NOT SQL: (server administrator, restart)",
    ]
    let places = try parts.map { try place($0, text) }
    #expect(places == places.sorted(), "\(text)")
    #expect(text.contains("-- table-select:public.t\n"))
    #expect(text.contains("database-create:shop table-owner:public.t\nCREATE"), "\(text)")
  }

  @Test func oneStatementForAllThatItMends() {
    let text = script {
      $0.server.usedSlots = 10
      $0.server.usedSenders = 10
      $0.server.settings["max_slot_wal_keep_size"] = ServerFacts.Setting(value: "-1")
    }
    #expect(text.split(separator: "pg_ctl restart").count == 2, "\(text)")
  }

  @Test func destructiveStatementsAreCommentsAtTheEnd() throws {
    let text = script {
      var slot = ReplicationSlot()
      slot.name = "old"
      slot.retainedBytes = 2 << 30
      $0.slots = [slot]
      $0.blockers = [WriteBlocker(description: "x", gid: "it's", database: "shop")]
    }
    for line in text.split(separator: "\n")
    where line.contains("pg_drop_replication_slot") || line.contains("ROLLBACK PREPARED") {
      #expect(line.hasPrefix("-- "))
    }
    #expect(try place("destructive", text) < place("ROLLBACK PREPARED 'it''s'", text))
  }

  /// A line break in a name would end a comment, and what follows would run.
  @Test func namesCannotLeaveTheirComment() {
    let name = QualifiedName(schema: "public", name: "x\n; DROP TABLE y; --\rz")
    let text = script {
      $0.leaves[Facts.table] = [Leaf(table: name, identity: "no-key")]
      var slot = ReplicationSlot()
      slot.name = "old\nSELECT 1;"
      slot.walStatus = "lost"
      $0.slots = [slot]
    }
    let lines = text.split(whereSeparator: \.isNewline)
    #expect(!lines.contains { $0.hasPrefix("SELECT 1;") })
    // Within the statement the name is quoted, so its line break is a part of it.
    #expect(text.contains("\"x\n; DROP TABLE y; --\rz\""))
    for line in text.split(separator: "\n") where line.contains("x\\x0a") {
      #expect(line.hasPrefix("--"))
    }
  }
}
