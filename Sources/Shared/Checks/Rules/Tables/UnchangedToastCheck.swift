import Catalog
import Diagnostics
import Postgres
import Replication
import Settings

/// Whether updates leave out large values that they do not change.
struct UnchangedToastCheck: Check {
  let id = "unchanged-toast"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables, .toast, .sizes]
  let page = CheckPage(
    "Large values that updates leave out",
    when: "a file is given, and the publication sends UPDATE",
    finds: "columns of the file in tables that keep large values outside their rows",
    why:
      "PostgreSQL does not send a large value (about 2 kB and more) that an UPDATE leaves as it was; the event names the column in `unchanged` and `data` does not hold it",
    severity: "warning",
    remedies: [
      "A consumer keeps its old value for the columns in `unchanged`.",
      "`ALTER TABLE … REPLICA IDENTITY FULL`: the value is then taken from the old row; more WAL.",
    ],
    lock: "ACCESS EXCLUSIVE for a moment",
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
        "\(table.name) keeps \(Amount.bytes(bytes)) of large values; an UPDATE that does not change one leaves it out: \(names.map(\.text).joined(separator: ", "))",
        why: "the event names such columns in `unchanged`; whoever replaces rows whole loses them",
        remedies: [
          Remedy(.text, "keep the old value of the columns that an event names in `unchanged`")
        ]
          + Streams.own(facts, table).filter { $0.identity != "full" }.enumerated().map {
            var remedy = ReplicaIdentityCheck.identity($1, "FULL")
            remedy.isNextStep = $0 > 0
            return remedy
          })
    }
  }
}
