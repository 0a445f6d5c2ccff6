import Catalog
import Postgres
import Settings

/// Whether old rows contain the key of events.
struct KeyIdentityCheck: Check {
  let id = "key-identity"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables, .leaves]
  let page = CheckPage(
    "Keys that old rows do not contain",
    when: "a file is given; every partition is checked individually",
    finds:
      "a replica identity that does not contain every column with `pk: true`, like USING INDEX on other columns",
    why:
      "PostgreSQL sends only the replica identity of an old row: an update that changes the key and a delete do not name the old key, and a consumer that goes by the key keeps the row",
    severity: "warning",
    remedies: [
      "`ALTER TABLE … REPLICA IDENTITY DEFAULT`, if `pk: true` is on the columns of the primary key.",
      "`pk: true` on the columns of the replica identity.",
      "`ALTER TABLE … REPLICA IDENTITY FULL`: every old row is written to the WAL.",
    ],
    lock: "ACCESS EXCLUSIVE, briefly",
    sources: [
      CheckPage.postgres("sql-altertable.html"),
      CheckPage.postgres("protocol-logicalrep-message-formats.html"),
    ])

  func findings(_ facts: Facts) -> [Finding] {
    Streams.present(facts).flatMap { stream, table in
      let key = stream.columns.filter(\.pk).map(\.name)
      return Streams.own(facts, table).compactMap { leaf -> Finding? in
        guard leaf.hasIdentity, leaf.identity != "full", !leaf.identityColumns.isEmpty else {
          return nil
        }
        let missing = key.filter { !leaf.identityColumns.contains($0) }
        guard !missing.isEmpty else { return nil }
        return finding(
          .warning, leaf.table.description,
          "old rows of \(leaf.table) do not contain \(Self.list(missing)) of the key: the replica identity is (\(Self.list(leaf.identityColumns)))",
          why:
            "an update that changes the key and a delete do not name the old one: the row stays in the consumer",
          remedies: Self.remedies(leaf, key, stream, table, facts))
      }
    }
  }

  private static func remedies(
    _ leaf: Leaf, _ key: [Identifier], _ stream: StreamSettings, _ table: Table, _ facts: Facts
  ) -> [Remedy] {
    var remedies: [Remedy] = []
    let primary = table.primaryKey
    if leaf.hasImmediateKey, leaf.setting != "d", primary.allSatisfy({ $0.generated == nil }),
      key.allSatisfy({ name in primary.contains { $0.name == name } })
    {
      remedies.append(ReplicaIdentityCheck.identity(leaf, "DEFAULT"))
    }
    let named = Set(stream.columns.map(\.name))
    if !leaf.identityColumns.isEmpty, leaf.identityColumns.allSatisfy(named.contains),
      Streams.own(facts, table).allSatisfy({ $0.identityColumns == leaf.identityColumns })
    {
      remedies.append(Remedy(.config, "pk: true on exactly \(list(leaf.identityColumns))"))
    }
    if GeneratedIdentity.allowsFull(table, facts) {
      remedies += ReplicaIdentityCheck.full(table, [leaf])
    }
    return remedies
  }

  private static func list(_ names: [Identifier]) -> String {
    names.map(\.text).joined(separator: ", ")
  }
}
