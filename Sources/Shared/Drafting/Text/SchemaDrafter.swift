package import Catalog
package import Postgres

/// Decides on the text of `stream_schema`: the same for the same database.
package struct SchemaDrafter: Sendable {
  /// `source.config.schema`: its types are named without it.
  package var schema: Identifier
  /// What the user asked for.
  package var flags: SelectionFlags
  /// The publication that the flags name: its column lists and row filters hold.
  package var publication: PublishedTables?

  /// A drafter for a default schema.
  package init(
    schema: Identifier, flags: SelectionFlags = SelectionFlags(),
    publication: PublishedTables? = nil
  ) {
    self.schema = schema
    self.flags = flags
    self.publication = publication
  }

  /// A table, and why it cannot be streamed safely.
  package struct Entry: Sendable {
    package var table: Table
    package var gap: IdentityGap?
    package var size: TableSize?

    /// Pairs a table with its gap.
    package init(_ table: Table, gap: IdentityGap?, size: TableSize? = nil) {
      self.table = table
      self.gap = gap
      self.size = size
    }
  }

  /// The key and everything below it, indented as a child of `service` or `source`, without the
  /// last line break.
  ///
  /// - Parameter leftOut: tables to name with a reason.
  package func text(
    _ entries: [Entry], leftOut: [(name: QualifiedName, reason: String)]
  ) -> String {
    let stream = SchemaText(schema: schema, namesLeftOut: flags.comments != .none)
    var text = "  stream_schema:"
    for entry in entries {
      for line in stream.lines(draft(entry)) { text += "\n" + line }
    }
    if flags.comments == .none { return text }
    for left in leftOut {
      text += "\n    # left out: \(YAMLText.comment(left.name.description)): "
      text += YAMLText.comment(left.reason)
    }
    return text
  }

  /// What is to be written for a table.
  package func draft(_ entry: Entry) -> StreamDraft {
    let table = entry.table
    let hasKey = keyReason(table) == nil
    let columns = table.columns.filter { !flags.excludes($0, of: table) }
      .map { draft($0, of: table, isKey: hasKey && $0.primaryKeyPosition != nil) }
    let hasComments = flags.comments != .none
    return StreamDraft(
      oid: table.oid, name: table.name, heading: hasComments ? heading(table) : "",
      estimates: flags.comments == .full ? entry.size.flatMap(estimates) : nil,
      gap: entry.gap, isActive: entry.gap == nil || flags.includesKeyless,
      columns: hasComments ? columns : columns.map(Self.withoutComments))
  }

  private static func withoutComments(_ column: ColumnDraft) -> ColumnDraft {
    var column = column
    column.comment = nil
    column.note = nil
    return column
  }

  /// What the table is, and what a reader of its events should know.
  private func heading(_ table: Table) -> String {
    var parts = [YAMLText.comment(table.name.description)]
    if let comment = table.comment, !YAMLText.comment(comment).isEmpty {
      parts[0] += ": " + YAMLText.comment(comment)
    }
    parts.append("replica identity: " + identity(table))
    if let reason = keyReason(table) { parts.append("no pk: " + YAMLText.comment(reason)) }
    if table.kind == .partitioned { parts.append("partitioned") }
    if !table.isPartition, let parent = table.parents.first {
      parts.append("inherits from " + YAMLText.comment(parent.name.description))
    }
    if table.rowSecurity, !table.isOwner || table.forcesRowSecurity {
      parts.append("row level security: a snapshot needs BYPASSRLS")
    }
    if let filter = publication?.members[table.oid]?.filter {
      parts.append("row filter of the publication: " + YAMLText.comment(filter))
    }
    return parts.joined(separator: " | ")
  }

  private func identity(_ table: Table) -> String {
    switch table.replicaIdentity {
    case .default: "default (\(key(table.primaryKey, named: "primary key")))"
    case .index: "index (\(key(table.identityColumns, named: "unique key")))"
    case .full: "full"
    case .nothing: "nothing"
    }
  }

  private func key(_ columns: [Column], named name: String) -> String {
    guard !columns.isEmpty else { return "no \(name)" }
    let names = columns.map(\.name.text).joined(separator: ", ")
    return "\(name) \(YAMLText.comment(names))"
  }

  /// Like `~120000 rows, ~38 MB`; nil if nothing is known.
  private func estimates(_ size: TableSize) -> String? {
    var parts: [String] = []
    if let rows = size.rows { parts.append("~\(rows) rows") }
    if size.bytes > 0 { parts.append("~" + Self.bytes(size.bytes)) }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private static func bytes(_ count: Int) -> String {
    var count = count
    for unit in ["bytes", "kB", "MB", "GB"] {
      if count < 10_240 { return "\(count) \(unit)" }
      count = (count + 512) / 1_024
    }
    return "\(count) TB"
  }
}
