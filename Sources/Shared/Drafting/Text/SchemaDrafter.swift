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
    /// The partitions that hold its rows.
    package var leaves: [Table]
    package var size: TableSize?

    /// Describes a table among all of its database.
    ///
    /// - Parameters:
    ///   - publication: the one that is used; nil for one of the pipeline's own.
    ///   - isReadOnly: whether sessions are read-only unless they say otherwise.
    package init(
      _ table: Table, among all: [Table], publication: PublishedTables? = nil,
      isReadOnly: Bool = false, withSize: Bool = false
    ) {
      self.table = table
      let gap = table.identityGap(among: all, publication: publication)
      self.gap = isReadOnly ? gap?.writable : gap
      leaves = table.kind == .partitioned ? table.leaves(among: all) : []
      size = withSize ? table.size(among: all) : nil
    }
  }

  /// The key and everything below it, indented as a child of `service` or `source`, without the
  /// last line break.
  ///
  /// - Parameter leftOut: tables to name with a reason.
  package func text(_ entries: [Entry], leftOut: [LeftOut]) -> String {
    let stream = SchemaText(schema, flags)
    var text = "  stream_schema:"
    for entry in entries {
      for line in stream.lines(draft(entry)) { text += "\n" + line }
    }
    for line in leftOutLines(leftOut) { text += "\n    " + line }
    return text
  }

  /// The comments about tables that are left out; none where no comments are wanted.
  package func leftOutLines(_ leftOut: [LeftOut]) -> [String] {
    guard flags.comments != .none else { return [] }
    return LeftOut.lines(leftOut).map { "# left out: " + YAMLText.comment($0, limit: 240) }
  }

  /// What is to be written for a table.
  package func draft(_ entry: Entry) -> StreamDraft {
    let table = entry.table
    let key = Set(keyColumns(table).map(\.number))
    let columns = table.columns.filter { !flags.excludes($0, of: table) }
      .map { draft($0, of: table, isKey: key.contains($0.number)) }
    let hasComments = flags.comments != .none
    return StreamDraft(
      oid: table.oid, name: table.name, heading: hasComments ? heading(entry) : "",
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
  private func heading(_ entry: Entry) -> String {
    let table = entry.table
    let remarks = remarks(entry)
    var parts = [YAMLText.comment(table.name.description)]
    if let comment = table.comment, !YAMLText.comment(comment).isEmpty {
      parts[0] += ": " + YAMLText.comment(comment)
    }
    parts.append("replica identity: " + identity(table, remarks))
    if remarks.isBareWhenNew {
      parts.append("a new partition needs one before its first UPDATE or DELETE")
    }
    if !remarks.unsentKey.isEmpty {
      parts.append("old rows lack \(names(remarks.unsentKey)) of its key")
    }
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

  private func identity(_ table: Table, _ remarks: IdentityRemarks) -> String {
    let own =
      switch table.replicaIdentity {
      case .default: "default (\(key(table.primaryKey, named: "primary key")))"
      case .index: "index (\(key(table.identityColumns, named: "unique key")))"
      case .full: "full"
      case .nothing: "nothing"
      }
    guard !remarks.partitions.isEmpty else { return own }
    let others = remarks.partitions.joined(separator: " or ")
    return own + ", its partitions' " + YAMLText.comment(others)
  }

  private func key(_ columns: [Column], named name: String) -> String {
    guard !columns.isEmpty else { return "no \(name)" }
    return "\(name) \(names(columns.map(\.name)))"
  }

  private func names(_ names: [Identifier]) -> String {
    YAMLText.comment(names.map(\.text).joined(separator: ", "))
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
