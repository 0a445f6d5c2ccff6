import Catalog
import Mapping
import Merging
import Postgres
import Settings
import Testing

/// The merge matrix of introspection.md, section 5.3, a row each.
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

  static let rows: [Row] = [
    Row(given: Case(name: "nothing changed", after: [Case.orders])),
    Row(
      given: Case(name: "a column is added at the end", after: with { $0.columns.append(extra) }),
      added: ["- name: extra"] + columnLines, notes: ["orders.extra added"],
      drift: ["compatible column-added extra"]),
    Row(
      given: Case(
        name: "a column is added after its neighbour",
        after: with { $0.columns.insert(early, at: 2) }),
      added: [
        "- name: early", "databrewType: UUID", "nativeConnectorType: uuid", "pk: false",
        "nullable: false",
      ], notes: ["orders.early added"], drift: ["compatible column-added early"]),
    Row(
      given: Case(name: "a table is new", after: [Case.orders, users]),
      added: [
        "# public.users | replica identity: default (primary key id)",
        "# to stream it, uncomment:", "# - stream: users", "#   columns:", "#     - name: id",
        "#       databrewType: Int64", "#       nativeConnectorType: bigint", "#       pk: true",
        "#       nullable: false",
      ], notes: ["public.users is new: added as a comment"],
      drift: ["compatible table-added "]),
    Row(
      given: Case(
        name: "a table is new and wanted", after: [Case.orders, users],
        options: Case.changed(MergeOptions()) { $0.newTables = .add }),
      added: [
        "# public.users | replica identity: default (primary key id)", "- stream: users",
        "columns:", "- name: id", "databrewType: Int64", "nativeConnectorType: bigint",
        "pk: true", "nullable: false",
      ], notes: ["public.users added"], drift: ["compatible table-added "]),
    Row(
      given: Case(
        name: "a table is new and not wanted", after: [Case.orders, users],
        options: Case.changed(MergeOptions()) { $0.newTables = .ignore }),
      excluded: ["public.users"], drift: ["compatible table-added "]),
    Row(
      given: Case(name: "an untouched column is dropped", after: with { $0.columns.removeLast() }),
      removed: [
        "- name: note", "databrewType: String", "nativeConnectorType: text", "pk: false",
        "nullable: true",
      ], notes: ["orders.note removed: the column was dropped"],
      drift: ["breaking column-missing note"]),
    Row(
      given: Case(
        name: "an edited column is dropped",
        edit: replacing("nativeConnectorType: text", "nativeConnectorType: varchar"),
        after: with { $0.columns.removeLast() }),
      conflicts: ["orders.note"], drift: ["breaking column-missing note"]),
    Row(
      given: Case(
        name: "an edited column is dropped, and the file wins",
        edit: replacing("nativeConnectorType: text", "nativeConnectorType: varchar"),
        after: with { $0.columns.removeLast() },
        options: Case.changed(MergeOptions()) { $0.preference = .file }),
      warnings: ["orders.note stays, but is not in the database"],
      drift: ["breaking column-missing note"]),
    Row(
      given: Case(
        name: "an untouched table is dropped", before: [Case.orders, users], after: [Case.orders]),
      removed: [
        "# public.users | replica identity: default (primary key id)", "- stream: users",
        "columns:", "- name: id", "databrewType: Int64", "nativeConnectorType: bigint",
        "pk: true", "nullable: false",
      ], notes: ["users removed: the table was dropped"], drift: ["breaking table-missing "]),
    Row(
      given: Case(
        name: "an edited table is dropped", before: [Case.orders, users],
        edit: replacing(
          "- stream: users\n      columns:\n        - name: id\n          databrewType: Int64",
          "- stream: users\n      columns:\n        - name: id\n          databrewType: String"),
        after: [Case.orders]),
      conflicts: ["users"], drift: ["breaking table-missing "]),
    Row(
      given: Case(name: "the only table is dropped", after: []),
      conflicts: ["every stream"], drift: ["breaking table-missing "]),
    Row(
      given: Case(
        name: "a column is renamed, its override stays",
        edit: replacing("databrewType: Int32", "databrewType: Int64"),
        after: with { $0.columns[1].name = "sum" }),
      added: ["- name: sum"], removed: ["- name: total"],
      notes: ["orders.total renamed to sum"], drift: ["breaking column-renamed total"]),
    Row(
      given: Case(
        name: "a column is renamed on both sides",
        edit: replacing("name: total", "name: sum"), after: with { $0.columns[1].name = "sum" })),
    Row(
      given: Case(
        name: "a table is renamed, its override stays",
        edit: replacing("databrewType: Int32", "databrewType: Int64"),
        after: with { $0.name.name = "Orders.2" }),
      added: [
        "# public.\"Orders.2\" | replica identity: default (primary key id)",
        #"- stream: "\"Orders.2\"""#,
      ],
      removed: [
        "# public.orders | replica identity: default (primary key id)", "- stream: orders",
      ],
      notes: [#"orders renamed to public."Orders.2""#],
      drift: ["breaking table-renamed "]),
    Row(
      given: Case(name: "a type widens", after: with { $0.columns[1].type = Case.type("int8") }),
      added: ["databrewType: Int64", "nativeConnectorType: bigint"],
      removed: ["databrewType: Int32", "nativeConnectorType: integer"],
      notes: [
        "orders.total: nativeConnectorType bigint, was integer",
        "orders.total: databrewType Int64, was Int32",
      ], drift: ["widening type-widened total"]),
    Row(
      given: Case(
        name: "a type changes below an override that still fits",
        edit: replacing("databrewType: Int32", "databrewType: String"),
        after: with { $0.columns[1].type = Case.type("int8") }),
      added: ["nativeConnectorType: bigint"], removed: ["nativeConnectorType: integer"],
      notes: ["orders.total: nativeConnectorType bigint, was integer"],
      drift: ["widening type-widened total"]),
    Row(
      given: Case(
        name: "a type changes below an override that narrows",
        edit: replacing("databrewType: Int32", "databrewType: Int16"),
        after: with { $0.columns[1].type = Case.type("int8") }),
      added: ["nativeConnectorType: bigint"], removed: ["nativeConnectorType: integer"],
      notes: ["orders.total: nativeConnectorType bigint, was integer"],
      warnings: ["orders.total: your databrewType Int16 stays; over int8 it is narrowing"],
      drift: ["widening type-widened total"]),
    Row(
      given: Case(
        name: "a type changes below an override that cannot hold it",
        edit: replacing("databrewType: Int32", "databrewType: Int16"),
        after: with { $0.columns[1].type = Case.type("jsonb") }),
      conflicts: ["orders.total: databrewType"],
      drift: ["breaking type-changed total", "breaking override-incompatible total"]),
    Row(
      given: Case(
        name: "the same, and the database wins",
        edit: replacing("databrewType: Int32", "databrewType: Int16"),
        after: with { $0.columns[1].type = Case.type("jsonb") },
        options: Case.changed(MergeOptions()) { $0.preference = .database }),
      added: ["databrewType: JSON", "nativeConnectorType: jsonb"],
      removed: ["databrewType: Int16", "nativeConnectorType: integer"],
      notes: [
        "orders.total: nativeConnectorType jsonb, was integer",
        "orders.total: databrewType JSON, was Int16",
      ], drift: ["breaking type-changed total", "breaking override-incompatible total"]),
    Row(
      given: Case(
        name: "a native type changes on both sides",
        edit: replacing("nativeConnectorType: integer", "nativeConnectorType: numeric"),
        after: with { $0.columns[1].type = Case.type("int8") }),
      conflicts: ["orders.total: nativeConnectorType"], drift: ["breaking type-changed total"]),
    Row(
      given: Case(
        name: "another spelling is no edit",
        edit: replacing("nativeConnectorType: integer", "nativeConnectorType: INT4"),
        after: [Case.orders])),
    Row(
      given: Case(
        name: "an override stays while the database does",
        edit: replacing("databrewType: Int32", "databrewType: Int16"), after: [Case.orders])),
    Row(
      given: Case(name: "NOT NULL is dropped", after: with { $0.columns[1].isNotNull = false }),
      added: ["nullable: true"], removed: ["nullable: false"],
      notes: ["orders.total: nullable is true now"],
      drift: ["widening nullable-changed total"]),
    Row(
      given: Case(
        name: "the key moves",
        after: with {
          $0.columns[0].primaryKeyPosition = nil
          $0.columns[1].primaryKeyPosition = 1
        }),
      added: [
        "# public.orders | replica identity: default (primary key total)", "pk: false", "pk: true",
      ],
      removed: [
        "# public.orders | replica identity: default (primary key id)", "pk: true", "pk: false",
      ],
      notes: ["orders.id: pk is false now", "orders.total: pk is true now"],
      drift: ["breaking key-changed id", "breaking key-changed total"]),
    Row(
      given: Case(
        name: "a column that the user deleted stays away",
        edit: replacing(
          "        - name: note\n          databrewType: String\n"
            + "          nativeConnectorType: text\n          pk: false\n"
            + "          nullable: true\n", ""), after: [Case.orders]),
      excluded: ["public.orders.note"]),
    Row(
      given: Case(
        name: "a stream that the user deleted stays away", before: [Case.orders, users],
        edit: replacing(
          "    # public.users | replica identity: default (primary key id)\n    - stream: users\n"
            + "      columns:\n        - name: id\n          databrewType: Int64\n"
            + "          nativeConnectorType: bigint\n          pk: true\n"
            + "          nullable: false\n", ""), after: [Case.orders, users]),
      excluded: ["public.users"]),
    Row(
      given: Case(
        name: "a key of the user's on a table without one stays",
        before: with {
          $0.columns[0].primaryKeyPosition = nil
          $0.replicaIdentity = .full
        },
        edit: replacing(
          "nativeConnectorType: bigint\n          pk: false",
          "nativeConnectorType: bigint\n          pk: true"),
        after: with {
          $0.columns[0].primaryKeyPosition = nil
          $0.replicaIdentity = .full
        })),
    Row(
      given: Case(
        name: "a column of the user's that does not exist stays",
        edit: replacing(
          "- name: note", "- {name: ghost, databrewType: String}\n        - name: note"),
        after: [Case.orders]),
      warnings: ["orders.ghost is not in the database"],
      drift: ["breaking column-missing ghost"]),
    Row(
      given: Case(
        name: "a stream of the user's that does not exist stays",
        edit: replacing(
          "    # public.orders",
          "    - stream: ghost\n      columns: [{name: a, databrewType: String}]\n    # public.orders"
        ),
        after: [Case.orders]),
      warnings: ["ghost is not in the database"], drift: ["breaking table-missing "]),
    Row(
      given: Case(
        name: "the database was restored elsewhere",
        after: [
          Case.changed(Case.orders) {
            $0.oid = 77
            $0.columns[2].number = 3
            $0.columns.append(Case.changed(extra) { $0.number = 4 })
          }
        ], isRestored: true),
      added: ["- name: extra"] + columnLines, notes: ["orders.extra added"],
      drift: ["compatible column-added extra"]),
    Row(
      given: Case(
        name: "a table was dropped and made again", after: with { $0.oid = 78 })),
    Row(
      given: Case(
        name: "a replica identity is lost", after: with { $0.replicaIdentity = .nothing }),
      added: ["# public.orders | replica identity: nothing"],
      removed: ["# public.orders | replica identity: default (primary key id)"],
      warnings: [
        "orders has no usable replica identity any more (REPLICA IDENTITY NOTHING): blink-run"
          + " would refuse it; ALTER TABLE \"public\".\"orders\" REPLICA IDENTITY DEFAULT;"
      ], drift: ["breaking replica-identity-lost "]),
    Row(
      given: Case(
        name: "comments follow where they were not edited",
        after: with {
          $0.comment = "bought"
          $0.columns[2].comment = "free text"
        }),
      added: [
        "# public.orders: bought | replica identity: default (primary key id)",
        "- name: note  # free text",
      ],
      removed: [
        "# public.orders | replica identity: default (primary key id)", "- name: note",
      ]),
    Row(
      given: Case(
        name: "edited comments stay",
        edit: { text in
          replacing("name: note", "name: note # mine")(replacing("# public", "# my public")(text))
        },
        after: with {
          $0.comment = "bought"
          $0.columns[2].comment = "free text"
        })),
    Row(
      given: Case(
        name: "lines end as they did",
        edit: {
          $0.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        },
        after: with { $0.columns.append(extra) }),
      added: ["- name: extra"] + columnLines, notes: ["orders.extra added"],
      drift: ["compatible column-added extra"]),
    Row(
      given: Case(
        name: "columns in braces are edited in place",
        edit: replacing(
          "        - name: total\n          databrewType: Int32\n"
            + "          nativeConnectorType: integer\n          pk: false\n"
            + "          nullable: false\n",
          "        - {name: total, databrewType: Int32, nativeConnectorType: integer,"
            + " nullable: false}\n"),
        after: with {
          $0.columns[1].type = Case.type("int8")
          $0.columns[1].primaryKeyPosition = 2
        }),
      added: [
        "# public.orders | replica identity: default (primary key id, total)",
        "- {name: total, databrewType: Int64, nativeConnectorType: bigint, nullable: false, pk: true}",
      ],
      removed: [
        "# public.orders | replica identity: default (primary key id)",
        "- {name: total, databrewType: Int32, nativeConnectorType: integer, nullable: false}",
      ],
      notes: [
        "orders.total: nativeConnectorType bigint, was integer",
        "orders.total: databrewType Int64, was Int32", "orders.total: pk is true now",
      ], drift: ["widening type-widened total", "breaking key-changed total"]),
  ]

  @Test(arguments: rows) func matrix(_ row: Row) throws {
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
