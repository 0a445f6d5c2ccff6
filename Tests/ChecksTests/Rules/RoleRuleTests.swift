import Checks
import Replication
import Testing

/// What a role brings, and when it ends.
@Suite struct RoleRuleTests {
  private let pipeline = Facts.healthyPipeline()

  @Test func passwordsThatEnd() {
    func problems(_ days: Int?) -> [String] {
      pipeline.problems {
        $0.server.validSeconds = days.map { $0 * 86_400 }
        $0.server.validUntil = "2026-12-24 00:00:00+00"
      }
    }
    #expect(problems(nil) == [])
    #expect(problems(30) == [])
    #expect(problems(29) == ["role-expiry"])
    #expect(problems(-1) == ["role-expiry"])
  }

  @Test func notesHaveNoWeight() {
    func notes(_ id: String, _ change: (inout Facts) -> Void) -> [Finding.Status] {
      pipeline.findings(id) {
        $0.server.isSuperuser = false
        $0.server.mayReplicate = true
        change(&$0)
      }.map(\.status)
    }
    #expect(notes("reads-everything") { _ in } == [.info])
    #expect(notes("for-all-tables") { _ in } == [])
    #expect(notes("for-all-tables") { $0.publication?.isForAllTables = true } == [.info])
    #expect(
      notes("role-overrides") {
        $0.overrides = [SettingOverride(role: "cdc", name: "work_mem", value: "8MB")]
      } == [.info])
    #expect(pipeline.findings("reads-everything").isEmpty)
  }
}
