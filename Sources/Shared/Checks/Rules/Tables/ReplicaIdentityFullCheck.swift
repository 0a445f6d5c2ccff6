import Catalog
import Diagnostics
import Postgres

/// Whether whole old rows of large tables are written to the WAL.
struct ReplicaIdentityFullCheck: Check {
  let id = "replica-identity-full"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables, .leaves, .sizes]
  let page = CheckPage(
    "Whole old rows in the WAL",
    when: "a file is given",
    finds: "REPLICA IDENTITY FULL on a table of more than 1 GB, or with large values",
    why:
      "each UPDATE and DELETE writes the whole old row to the WAL, including its large values: much more WAL, and slower statements",
    severity: "warning",
    remedies: [
      "`ALTER TABLE … REPLICA IDENTITY DEFAULT`, if there is a primary key.",
      "`ALTER TABLE … REPLICA IDENTITY USING INDEX …`.",
      "Nothing, if events need the whole old row: accept the finding.",
    ],
    lock: "ACCESS EXCLUSIVE, briefly",
    sources: [CheckPage.postgres("sql-altertable.html")])

  func findings(_ facts: Facts) -> [Finding] {
    Streams.present(facts).flatMap { _, table -> [Finding] in
      let size = facts.streams[table.name] ?? StreamFacts()
      guard size.bytes > 1 << 30 || size.toastBytes > 0 else { return [] }
      let large =
        size.toastBytes > 0 ? ", \(Amount.bytes(size.toastBytes)) of them in large values" : ""
      return Streams.own(facts, table).filter { $0.identity == "full" }.map { leaf in
        finding(
          .warning, leaf.table.description,
          "\(leaf.table) has REPLICA IDENTITY FULL; \(table.name) has \(Amount.bytes(size.bytes))\(large)",
          why: "each UPDATE and DELETE writes the whole old row to the WAL",
          remedies: Self.remedies(leaf))
      }
    }
  }

  private static func remedies(_ leaf: Leaf) -> [Remedy] {
    let keys = leaf.hasImmediateKey ? ["DEFAULT"] : []
    let indexes = leaf.candidates.map { "USING INDEX \($0.quoted)" }
    let better = (keys + indexes).map { ReplicaIdentityCheck.identity(leaf, $0) }
    return better.isEmpty
      ? [Remedy(.text, "add a primary key to \(leaf.table), then REPLICA IDENTITY DEFAULT")]
      : better
  }
}
