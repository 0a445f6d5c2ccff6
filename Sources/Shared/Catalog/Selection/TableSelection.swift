import Postgres

/// Which tables a user wants, and why others are left out.
package struct TableSelection: Sendable {
  package var flags: SelectionFlags
  /// Only what this publication holds; it also decides between partitions and their root.
  package var publication: PublishedTables?
  /// `server_version_num`: before 13 a publication cannot hold partitioned tables.
  package var serverVersion: Int

  /// What the command line asks for, as far as a server of this version provides it.
  package init(
    _ flags: SelectionFlags = SelectionFlags(), publication: PublishedTables? = nil,
    serverVersion: Int
  ) {
    self.flags = flags
    self.publication = publication
    self.serverVersion = serverVersion
  }

  /// The result of a selection.
  package struct Outcome: Sendable {
    package var chosen: [Table] = []
    package var leftOut: [LeftOut] = []
    /// Patterns that match nothing at all, as they were written.
    package var unmatched: [String] = []
  }

  /// Applies the selection; exclusion wins. The order stays.
  package func apply(to all: [Table]) -> Outcome {
    var outcome = Outcome()
    let wanted = all.filter(isWanted)
    let roots = Set(wanted.filter { $0.kind == .partitioned && reason($0) == nil }.map(\.oid))
    for table in wanted {
      if var (kind, reason) = reason(table) {
        if let root = table.root, table.isPartition, !roots.contains(root.oid), publishesRoots {
          kind = .partition
          reason = ", which could be streamed, but is not selected"
        }
        outcome.leftOut.append(
          LeftOut(table.name, kind, reason, root: kind == .partition ? table.root?.name : nil))
      } else {
        outcome.chosen.append(table)
      }
    }
    outcome.unmatched = unmatched(all)
    return outcome
  }

  private func unmatched(_ all: [Table]) -> [String] {
    let schemas = flags.schemas.filter { pattern in
      !all.contains { pattern.matches(schema: $0.name.schema) }
    }
    let tables = (flags.tables + flags.excludedTables).filter { pattern in
      !all.contains { pattern.matches($0.name) }
    }
    let columns = (flags.excludedColumns + flags.overrides.map(\.columns)).filter { pattern in
      !all.contains { table in
        table.columns.contains { pattern.matches($0.name, of: table.name) }
      }
    }
    return schemas.map(\.text) + tables.map(\.text) + columns.map(\.text)
  }

  private func isWanted(_ table: Table) -> Bool {
    if let publication, publication.members[table.oid] == nil { return false }
    if flags.excludedTables.contains(where: { $0.matches(table.name) }) { return false }
    let bySchema =
      flags.schemas.isEmpty || flags.schemas.contains { $0.matches(schema: table.name.schema) }
    let byName = flags.tables.isEmpty || flags.tables.contains { $0.matches(table.name) }
    return bySchema && byName
  }

  private var publishesRoots: Bool {
    publication == nil && flags.partitions == .root && serverVersion >= 130_000
  }

  /// Why a table cannot be streamed; nil if it can.
  private func reason(_ table: Table) -> (LeftOut.Kind, String)? {
    switch table.kind {
    case .view: return (.view, "a view has no changes of its own")
    case .materializedView:
      return (.materializedView, "a materialized view has no changes of its own")
    case .foreign: return (.foreign, "the changes of a foreign table are on another server")
    case .partitioned where serverVersion < 130_000:
      return (.partitioned, "before PostgreSQL 13 only its partitions can be streamed")
    case .table, .partitioned: break
    }
    switch table.persistence {
    case .unlogged: return (.unlogged, "unlogged: its changes never reach the WAL")
    case .temporary: return (.temporary, "temporary: its changes never reach the WAL")
    case .permanent: break
    }
    // The creator of a publication decided on its tables.
    if publication == nil, let reason = placeReason(table) { return reason }
    if !table.hasSchemaUsage {
      return (
        .unreadable, "unreadable: this role has no USAGE on schema \(table.name.schema.text)"
      )
    }
    if !table.columns.isEmpty, !table.columns.contains(where: \.canSelect) {
      return (.unreadable, "unreadable: this role may not SELECT from it")
    }
    if !table.columns.contains(where: { canBeStreamed($0, of: table) }) {
      return (.withoutColumns, "no column that could be streamed")
    }
    return nil
  }

  /// Why another table is streamed in its place, or none.
  private func placeReason(_ table: Table) -> (LeftOut.Kind, String)? {
    if let owner = table.extension {
      return (.ofExtension, "belongs to extension \(owner.text)")
    }
    if table.kind == .partitioned, !publishesRoots {
      return (
        .partitioned, "partitioned: each of its partitions is a stream (--partitions leaves)"
      )
    }
    guard table.isPartition, publishesRoots, table.root != nil else { return nil }
    return (.partition, ", which is streamed as a whole")
  }

  private func canBeStreamed(_ column: Column, of table: Table) -> Bool {
    column.canSelect
      && (column.generated == nil || publication?.sends(generated: column, of: table) ?? false)
      && !flags.excludes(column, of: table) && publication?.holds(column, of: table) ?? true
  }
}
