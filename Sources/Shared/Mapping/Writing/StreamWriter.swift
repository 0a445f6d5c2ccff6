package import Catalog
package import Postgres
import Settings

/// Writes `stream_schema` for tables: the same lines for the same database.
package struct StreamWriter: Sendable {
  /// `source.config.schema`: its tables and types are named without it.
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

  /// Whether the entry is written as a stream, not as a comment.
  package func isActive(_ entry: Entry) -> Bool { entry.gap == nil || includesKeyless }

  /// The key and everything below it, indented as a child of `service` or `source`.
  ///
  /// - Parameter leftOut: tables to name with a reason.
  package func lines(
    _ entries: [Entry], leftOut: [(name: QualifiedName, reason: String)]
  ) -> [String] {
    let note = leftOut.map { left in
      "    # left out: \(YAMLText.comment(left.name.description)): "
        + YAMLText.comment(left.reason)
    }
    return ["  stream_schema:"] + entries.flatMap(stream) + note
  }

  private func stream(_ entry: Entry) -> [String] {
    let table = entry.table
    var lines = ["    # \(heading(table))"]
    if let gap = entry.gap {
      let reason = YAMLText.comment(gap.reason)
      lines.append(
        "    # no usable replica identity (\(reason)): once published, the application's")
      lines.append("    # UPDATE and DELETE on it fail. To admit it, as its owner:")
      lines += gap.statements.map { "    #   \(YAMLText.comment($0, limit: nil))" }
    }
    guard !isActive(entry) else { return lines + body(table) }
    lines.append("    # then uncomment:")
    return lines + body(table).map { "    # " + $0.dropFirst(4) }
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

  private func body(_ table: Table) -> [String] {
    let isHome = table.name.schema == schema
    let name = isHome ? QualifiedName.written(table.name.name) : table.name.description
    return ["    - stream: \(YAMLText.scalar(name))", "      columns:"]
      + table.columns.flatMap(column)
  }

  private func column(_ column: Column) -> [String] {
    let name = YAMLText.comment(column.name.text)
    switch column.generated {
    case .stored:
      return ["        # \(name) left out: generated (stored), which the stream does not carry"]
    case .virtual: return ["        # \(name) left out: generated (virtual), never in the WAL"]
    case nil: break
    }
    guard column.canSelect else {
      return ["        # \(name) left out: this role may not SELECT it"]
    }
    let suggestion = TypeMapping.databrewType(for: column.type, defaultSchema: schema)
    var notes: [String] = []
    switch column.identity {
    case .always: notes.append("identity always")
    case .byDefault: notes.append("identity by default")
    case nil: break
    }
    if let note = suggestion.note { notes.append(note) }
    return [
      "        - name: \(YAMLText.scalar(column.name.text))" + trailing(column.comment),
      "          databrewType: \(suggestion.type.name)",
      "          nativeConnectorType: \(YAMLText.scalar(suggestion.native))"
        + trailing(notes.isEmpty ? nil : notes.joined(separator: "; ")),
      "          pk: \(column.primaryKeyPosition != nil)",
      "          nullable: \(!column.isNotNull)",
    ]
  }

  private func trailing(_ comment: String?) -> String {
    let text = YAMLText.comment(comment ?? "")
    return text.isEmpty ? "" : "  # \(text)"
  }
}
