import Catalog
import Drafting
import Postgres
import Testing

/// The merge matrix of docs/explanation/merge.md, a row each.
@Suite("Merging a database into an edited file")
struct MergeTests {
  typealias Case = MergeCase

  struct Row: Sendable, CustomTestStringConvertible {
    var given: MergeCase
    /// Lines of the merged file that were not in the old one, without blanks around them, and
    /// those that are gone.
    var added: [String] = []
    var removed: [String] = []
    var notes: [String] = []
    var warnings: [String] = []
    var conflicts: [String] = []
    var excluded: [String] = []
    /// What diff says of it before the merge.
    var drift: [String] = []
    var testDescription: String { given.name }
  }

  static let extra = Column(number: 5, name: "extra", type: Case.type("int4"))
  static let early = Column(number: 3, name: "early", type: Case.type("uuid"), isNotNull: true)
  static let users = Case.table(2, "users", [Case.id])

  static func with(_ change: (inout Table) -> Void) -> [Table] {
    [Case.changed(Case.orders, change)]
  }

  static func replacing(_ old: String, _ new: String) -> @Sendable (String) -> String {
    { text in
      let parts = text.split(separator: old, omittingEmptySubsequences: false)
      #expect(parts.count > 1, "`\(old)` is not in the file")
      return parts.joined(separator: new)
    }
  }

  static let columnLines = [
    "databrewType: Int32", "nativeConnectorType: integer", "pk: false", "nullable: true",
  ]

  @Test(arguments: tablesAndColumns + typesAndEdits) func matrix(_ row: Row) throws {
    let outcome = try row.given.run()
    #expect(outcome.plan.conflicts.map(\.subject) == row.conflicts)
    #expect(
      outcome.plan.lock.excluded.map { entry in
        ([entry.table.description] + (entry.column.map { [$0.text] } ?? [])).joined(separator: ".")
      } == row.excluded)
    #expect(
      outcome.changes.filter(\.weight.isDrift).map {
        "\($0.weight.rawValue) \($0.kind.rawValue) \($0.column ?? "")"
      } == row.drift)
    guard row.conflicts.isEmpty else { return }
    #expect(outcome.plan.notes == row.notes)
    #expect(outcome.plan.warnings == row.warnings)
    let (added, removed) = difference(outcome.old, outcome.new)
    #expect(added == row.added)
    #expect(removed == row.removed)
    // The result is well formed, and merging it again changes nothing.
    let again = try #require(outcome.again)
    #expect(again.isEmpty)
    #expect(again.conflicts.isEmpty)
    let isChanged = !row.added.isEmpty || !row.removed.isEmpty
    #expect((outcome.old == outcome.new) == !isChanged)
    #expect(outcome.new.utf8.contains(13) == outcome.old.utf8.contains(13))
  }

  /// Lines that only one of two texts has, without blanks around them.
  private func difference(_ old: String, _ new: String) -> (added: [String], removed: [String]) {
    let a = old.split(whereSeparator: \.isNewline).map { $0.trimmingBlanks }
    let b = new.split(whereSeparator: \.isNewline).map { $0.trimmingBlanks }
    var added: [String] = []
    var removed: [String] = []
    for change in b.difference(from: a) {
      switch change {
      case .insert(_, let line, _): added.append(line)
      case .remove(_, let line, _): removed.append(line)
      }
    }
    return (added, removed.reversed())
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
