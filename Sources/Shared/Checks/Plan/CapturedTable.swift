import Catalog
import Diagnostics
import Postgres
import Replication
import Settings
import Start

/// A stream, and what the server sends of its table.
struct CapturedTable {
  private let stream: StreamSettings
  private let table: Table
  private let facts: Facts
  private let entry: Publication.Entry?
  private let leaves: [Leaf]
  /// The file's columns that events can contain.
  let columns: [Identifier]

  init(_ stream: StreamSettings, _ table: Table, _ facts: Facts) {
    self.stream = stream
    self.table = table
    self.facts = facts
    let entry = facts.publication?.tables[table.name]
    self.entry = entry
    leaves = Streams.own(facts, table)
    let published = Set(entry?.columns ?? [])
    columns = stream.columns.map(\.name).filter { name in
      guard let column = table.column(named: name) else { return false }
      // From 18 a publication can publish generated columns.
      guard column.generated == nil || published.contains(name) else { return false }
      return published.isEmpty || published.contains(name)
    }
  }

  /// What the first snapshot reads.
  var snapshot: String {
    guard facts.configuration?.source.streamSnapshot ?? false else { return "none" }
    let isAdded = facts.plan?.copied.contains(table.name) ?? false
    if facts.ownSlot != nil, !isAdded { return "already taken, or not configured: the slot exists" }
    let size = facts.streams[table.name]
    let rows = size?.rows.map { "about \($0), " } ?? ""
    let much = size.map { " (\(rows)\(Amount.bytes($0.bytes)))" } ?? ""
    return (entry?.rowFilter.map { "rows where \($0)" } ?? "every row") + much
      + (isAdded ? ", while the other streams wait" : "")
  }

  /// The words, unless no such event can come.
  func unless(_ operation: String, _ words: String) -> String {
    guard let publication = facts.publication else { return words }
    let isAdded = facts.plan?.publication.isKept == false
    if entry == nil, !isAdded { return "nothing: the table is not in the publication" }
    if publication.missingOperations.contains(operation) {
      return "nothing: the publication does not send it"
    }
    return words
  }

  /// The content of an update's event.
  var update: String {
    if let failure = failure(of: "UPDATE") { return failure }
    var words = "the new row"
    if !large.isEmpty {
      let now = facts.streams[table.name]?.toastBytes ?? 0 > 0 ? "" : " (none are large now)"
      words +=
        ", without unchanged large values: \(list(large))\(now), listed in `unchanged`"
    }
    words +=
      "; before: "
      + each {
        switch $0 {
        case .whole: "the whole old row"
        case .notNull: "the old row without what is NULL in it"
        case .key: "the old \(list(key)) if the update changes it, otherwise null"
        }
      }
    if entry?.rowFilter != nil {
      words +=
        "; an update that moves a row into the filter is an insert, one that moves it out a delete"
    }
    return words
  }

  /// The content of a delete's event.
  var delete: String {
    if let failure = failure(of: "DELETE") { return failure }
    return deletedKey + "; before: "
      + each {
        switch $0 {
        case .whole: "the whole old row"
        case .notNull: "the old row without what is NULL in it"
        case .key: "the old \(list(key))"
        }
      }
  }

  /// What the event of a delete has as its key.
  private var deletedKey: String {
    let pk = stream.columns.filter(\.pk).map(\.name)
    if pk.isEmpty { return "no key" }
    let complete = Set(
      leaves.map { leaf in
        leaf.identity == "full" || pk.allSatisfy(leaf.identityColumns.contains)
      })
    if complete == [false] { return "no key, since old rows do not contain it" }
    return complete.count > 1 ? "the old key or none, by partition" : "the old key"
  }

  /// What the server sends of an old row.
  private enum Old: CaseIterable { case whole, notNull, key }

  /// What it sends of the partitions: they decide what is written to the WAL, and under a partitioned
  /// table a value that is NULL cannot be told from one that was not sent.
  private var old: [Old] {
    let whole: Old = table.kind == .partitioned ? .notNull : .whole
    guard !leaves.isEmpty else { return [table.replicaIdentity == .full ? whole : .key] }
    let found = Set(leaves.map { $0.identity == "full" ? whole : .key })
    return Old.allCases.filter(found.contains)
  }

  private func each(_ words: (Old) -> String) -> String {
    old.map(words).joined(separator: " or ") + (old.count > 1 ? ", by partition" : "")
  }

  /// The columns of the file that identify an old row.
  private var key: [Identifier] {
    let named = Set(leaves.flatMap(\.identityColumns) + table.identityColumns.map(\.name))
    return columns.filter(named.contains)
  }

  /// The columns of the file whose values an update may omit.
  private var large: [Identifier] {
    columns.filter { facts.toast[table.name]?.contains($0) ?? false }
  }

  /// Why the application's own statement fails; nil if it does not.
  private func failure(of statement: String) -> String? {
    let bad = leaves.filter { !$0.hasIdentity }.map(\.table.description)
    if bad.isEmpty { return nil }
    return "none: \(statement) fails on \(bad.joined(separator: ", ")) while it is published"
  }

  private func list(_ names: [Identifier]) -> String {
    names.isEmpty
      ? "columns that the file does not name" : names.map(\.text).joined(separator: ", ")
  }

  /// What the file names but events never contain, and the parts of the table that they omit.
  var absent: String? {
    let named = stream.columns.map(\.name).filter { !columns.contains($0) }
    let generated = named.filter { table.column(named: $0)?.generated != nil }
    let gone = named.filter { table.column(named: $0) == nil }
    let unpublished = named.filter { !generated.contains($0) && !gone.contains($0) }
    let unnamed = table.columns.map(\.name).filter { name in
      !stream.columns.contains { $0.name == name }
    }
    let children = Streams.children(facts, table).map(\.table.description)
    let parts = [
      ("not in the file", unnamed.map(\.text)), ("generated", generated.map(\.text)),
      ("not in the table", gone.map(\.text)), ("not published", unpublished.map(\.text)),
      ("tables that inherit", children),
    ]
    let words = parts.filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1.joined(separator: ", "))" }
    return words.isEmpty ? nil : words.joined(separator: "; ")
  }
}
