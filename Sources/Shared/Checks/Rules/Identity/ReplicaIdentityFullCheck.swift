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
      "`ALTER TABLE … REPLICA IDENTITY DEFAULT`, if there is a primary key; of a partitioned table on the root and on every partition.",
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
      let whole = Streams.own(facts, table).filter { $0.identity == "full" }
      guard !whole.isEmpty else { return [] }
      let isPartitioned = table.kind == .partitioned
      let who =
        isPartitioned
        ? "\(Amount.count(whole.count, "partition")) of \(table.name)" : "\(table.name)"
      return [
        finding(
          .warning, table.name.description,
          "\(who) \(whole.count > 1 ? "have" : "has") REPLICA IDENTITY FULL; \(isPartitioned ? "all of it" : "it") has \(Amount.bytes(size.bytes))\(large)",
          why: "each UPDATE and DELETE writes the whole old row to the WAL",
          remedies: Self.remedies(whole, table))
      ]
    }
  }

  /// A partition under a root with FULL, but without it, would send old rows that look whole and
  /// are not: both follow together.
  private static func remedies(_ whole: [Leaf], _ table: Table) -> [Remedy] {
    let isRootFull = table.kind == .partitioned && table.replicaIdentity == .full
    let keyed = whole.allSatisfy(\.hasImmediateKey)
    if isRootFull {
      guard keyed, table.hasImmediatePrimaryKey else {
        return [Remedy(.text, "add a primary key to \(table.name), then REPLICA IDENTITY DEFAULT")]
      }
      return ReplicaIdentityCheck.steps(
        [Leaf(table: table.name, identity: "")] + whole, "DEFAULT")
    }
    let keys = keyed ? ReplicaIdentityCheck.steps(whole, "DEFAULT") : []
    let indexes =
      whole.count == 1
      ? whole[0].candidates.map {
        ReplicaIdentityCheck.identity(whole[0], "USING INDEX \($0.quoted)")
      } : []
    let better = keys + indexes
    return better.isEmpty
      ? [Remedy(.text, "add a primary key to \(table.name), then REPLICA IDENTITY DEFAULT")]
      : better
  }
}
