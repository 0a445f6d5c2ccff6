import Catalog
import Drafting
import Postgres

extension MergeTests {
  /// What changes in a column, and what the user had edited.
  static let typesAndEdits: [Row] = [
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
      warnings: ["orders.total: your databrewType Int16 is kept; over int8 it is narrowing"],
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
        "orders now has no usable replica identity (REPLICA IDENTITY NOTHING): once published, the"
          + " application's UPDATE and DELETE on it fail; ALTER TABLE \"public\".\"orders\" REPLICA IDENTITY DEFAULT;"
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
}
