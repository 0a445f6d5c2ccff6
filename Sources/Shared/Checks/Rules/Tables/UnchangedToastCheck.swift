import Catalog
import Diagnostics
import Postgres
import Replication
import Settings

/// Whether updates omit unchanged large values.
struct UnchangedToastCheck: Check {
  let id = "unchanged-toast"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables, .toast, .sizes]
  let page = CheckPage(
    "Unchanged large values in updates",
    when: "a file is given, and the publication sends UPDATE",
    finds: "columns of the file in tables that store large values outside their rows",
    why:
      "PostgreSQL does not send a large value (about 2 kB and more) that an UPDATE does not change; the event lists the column in `unchanged` and `data` does not contain it",
    severity: "warning",
    remedies: [
      "In the consumer, keep the old value of the columns in `unchanged`.",
      "`ALTER TABLE … REPLICA IDENTITY FULL`: the value is then taken from the old row; this writes more WAL. Of a partitioned table on every partition and on the table itself.",
    ],
    lock: "ACCESS EXCLUSIVE, briefly",
    sources: [
      CheckPage.postgres("storage-toast.html"),
      CheckPage.postgres("protocol-logicalrep-message-formats.html"),
    ])

  func findings(_ facts: Facts) -> [Finding] {
    if facts.publication?.missingOperations.contains("update") ?? false { return [] }
    return Streams.present(facts).compactMap { stream, table in
      guard let large = facts.toast[table.name], let bytes = facts.streams[table.name]?.toastBytes,
        bytes > 0
      else { return nil }
      let names = stream.columns.map(\.name).filter(large.contains)
      if names.isEmpty { return nil }
      return finding(
        .warning, table.name.description,
        "\(table.name) has \(Amount.bytes(bytes)) of large values; an UPDATE that does not change one omits it: \(names.map(\.text).joined(separator: ", "))",
        why:
          "the event lists such columns in `unchanged`; a consumer that replaces whole rows loses their values",
        remedies: [
          Remedy(.text, "keep the old value of the columns that an event lists in `unchanged`")
        ]
          + (GeneratedIdentity.allowsFull(table, facts)
            ? ReplicaIdentityCheck.full(table, Streams.own(facts, table)) : []))
    }
  }
}
