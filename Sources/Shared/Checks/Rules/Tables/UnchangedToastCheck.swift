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
    finds:
      "columns of the file in tables that store large values outside their rows; of several tables their number, and with `-v` the list",
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

  /// What the check says of one table.
  private struct Large {
    var table: Table
    var bytes: Int
    var columns: String
    var leaves: [Leaf]
  }

  func findings(_ facts: Facts) -> [Finding] {
    if facts.publication?.missingOperations.contains("update") ?? false { return [] }
    let all = Streams.present(facts).compactMap { large($0, $1, facts) }
    // Accepted for one table, the rest goes on counting.
    let open = all.filter { !isAccepted($0.table.name.description, facts) }
    guard open.count > 1 else { return (open.isEmpty ? all : open).map { one($0, facts) } }
    // Inherent in PostgreSQL, and true of almost every database: one line, whatever their number.
    var found = finding(
      .warning, "",
      "\(open.count) tables have \(Amount.bytes(open.map(\.bytes).reduce(0, Self.sum))) of large values; an UPDATE that does not change one omits it",
      why: Self.why,
      remedies: [
        Self.keep,
        Remedy(
          .text,
          "REPLICA IDENTITY FULL on single tables, see --explain unchanged-toast: the value is then taken from the old row, at the price of more WAL"
        ),
      ])
    found.details = open.map { "\($0.table.name): \(Amount.bytes($0.bytes)): \($0.columns)" }
    return [found]
  }

  private static let why =
    "the event lists such columns in `unchanged`; a consumer that replaces whole rows loses their values"
  private static let keep = Remedy(
    .text, "keep the old value of the columns that an event lists in `unchanged`")

  private func one(_ large: Large, _ facts: Facts) -> Finding {
    let full = GeneratedIdentity.allowsFull(large.table, facts)
    return finding(
      .warning, large.table.name.description,
      "\(large.table.name) has \(Amount.bytes(large.bytes)) of large values; an UPDATE that does not change one omits it: \(large.columns)",
      why: Self.why,
      remedies: [Self.keep] + (full ? ReplicaIdentityCheck.full(large.table, large.leaves) : []))
  }

  private func large(_ stream: StreamSettings, _ table: Table, _ facts: Facts) -> Large? {
    guard let large = facts.toast[table.name], let bytes = facts.streams[table.name]?.toastBytes,
      bytes > 0
    else { return nil }
    let names = stream.columns.map(\.name).filter(large.contains)
    if names.isEmpty { return nil }
    return Large(
      table: table, bytes: bytes, columns: names.map(\.text).joined(separator: ", "),
      leaves: Streams.own(facts, table))
  }

  /// Whether the file accepts the finding for this table.
  private func isAccepted(_ subject: String, _ facts: Facts) -> Bool {
    (facts.configuration?.doctor.ignore ?? []).contains { entry in
      entry.id == id && entry.subject == subject
        && (entry.until.map { facts.today ?? "" <= $0 } ?? true)
    }
  }

  private static func sum(_ a: Int, _ b: Int) -> Int {
    let (sum, overflows) = a.addingReportingOverflow(b)
    return overflows ? .max : sum
  }
}
