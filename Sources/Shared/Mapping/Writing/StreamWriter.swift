package import Catalog
package import Postgres
import Settings

/// Decides what `stream_schema` says of tables: the same for the same database.
package struct StreamWriter: Sendable {
  /// `source.config.schema`: its types are named without it.
  package var schema: Identifier
  /// Writes tables without a usable replica identity like the others.
  package var includesKeyless: Bool

  /// Makes a writer.
  package init(schema: Identifier, includesKeyless: Bool = false) {
    self.schema = schema
    self.includesKeyless = includesKeyless
  }

  /// A table and what keeps it from being streamed safely.
  package struct Entry: Sendable {
    package var table: Table
    package var gap: IdentityGap?

    /// Pairs a table with its gap.
    package init(_ table: Table, gap: IdentityGap?) {
      self.table = table
      self.gap = gap
    }
  }

  /// The key and everything below it, indented as a child of `service` or `source`, without the
  /// last line break.
  ///
  /// - Parameter leftOut: tables to name with a reason.
  package func text(
    _ entries: [Entry], leftOut: [(name: QualifiedName, reason: String)]
  ) -> String {
    let stream = StreamText(schema: schema)
    var text = "  stream_schema:"
    for entry in entries {
      for line in stream.lines(draft(entry)) { text += "\n" + line }
    }
    for left in leftOut {
      text += "\n    # left out: \(YAMLText.comment(left.name.description)): "
      text += YAMLText.comment(left.reason)
    }
    return text
  }

  /// What is to be written for a table.
  package func draft(_ entry: Entry) -> StreamDraft {
    StreamDraft(
      oid: entry.table.oid, name: entry.table.name, heading: heading(entry.table),
      gap: entry.gap, isActive: entry.gap == nil || includesKeyless,
      columns: entry.table.columns.map(draft))
  }

  /// What the table is, and what a reader of its events should know.
  private func heading(_ table: Table) -> String {
    var parts = [YAMLText.comment(table.name.description)]
    if let comment = table.comment, !YAMLText.comment(comment).isEmpty {
      parts[0] += ": " + YAMLText.comment(comment)
    }
    parts.append("replica identity: " + identity(table))
    if table.kind == .partitioned { parts.append("partitioned") }
    if !table.isPartition, let parent = table.parents.first {
      parts.append("inherits from " + YAMLText.comment(parent.name.description))
    }
    if table.rowSecurity, !table.isOwner || table.forcesRowSecurity {
      parts.append("row level security: a snapshot needs BYPASSRLS")
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

  private func draft(_ column: Column) -> ColumnDraft {
    let suggestion = TypeMapping.databrewType(for: column.type, defaultSchema: schema)
    var notes: [String] = []
    switch column.identity {
    case .always: notes.append("identity always")
    case .byDefault: notes.append("identity by default")
    case nil: break
    }
    if let note = suggestion.note { notes.append(note) }
    return ColumnDraft(
      number: column.number, name: column.name, leftOut: reason(column),
      formatted: column.type.formatted, databrewType: suggestion.type, native: suggestion.native,
      pk: column.primaryKeyPosition != nil, nullable: !column.isNotNull,
      comment: safe(column.comment), note: safe(notes.joined(separator: "; ")))
  }

  /// Why a column is not streamed; nil where it is.
  private func reason(_ column: Column) -> String? {
    switch column.generated {
    case .stored: "generated (stored), which the stream does not carry"
    case .virtual: "generated (virtual), never in the WAL"
    case nil: column.canSelect ? nil : "this role may not SELECT it"
    }
  }

  private func safe(_ comment: String?) -> String? {
    let text = YAMLText.comment(comment ?? "")
    return text.isEmpty ? nil : text
  }
}
