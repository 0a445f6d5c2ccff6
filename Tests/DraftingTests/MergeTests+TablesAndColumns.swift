import Catalog
import Drafting
import Postgres

extension MergeTests {
  /// What comes, goes or gets another name in the database.
  static let tablesAndColumns: [Row] = [
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
      warnings: ["orders.note is kept, but is not in the database"],
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
  ]
}
