package import Postgres

/// Which tables a user wants, and why others are left out (introspection.md, section 3.4).
package struct TableSelection: Sendable {
  package var schemas: [NamePattern] = []
  package var tables: [NamePattern] = []
  package var excluded: [NamePattern] = []
  /// Whether a publication can hold partitioned tables (from PostgreSQL 13).
  package var publishesRoots = true

  /// Everything that can be streamed.
  package init() {}

  /// What the command line asks for, as a server of this version can give it.
  package init(_ flags: SelectionFlags, serverVersion: Int) {
    schemas = flags.schemas
    tables = flags.tables
    excluded = flags.excludedTables
    publishesRoots = flags.partitions == .root && serverVersion >= 130_000
  }

  /// What a selection gives.
  package struct Outcome: Sendable {
    package var chosen: [Table] = []
    package var leftOut: [(name: QualifiedName, reason: String)] = []
    /// Patterns that match nothing at all, as they were written.
    package var unmatched: [String] = []
  }

  /// Applies the selection; exclusion wins. The order stays.
  package func apply(to all: [Table]) -> Outcome {
    var outcome = Outcome()
    let wanted = all.filter(isWanted)
    let roots = Set(wanted.filter { $0.kind == .partitioned && reason($0) == nil }.map(\.oid))
    for table in wanted {
      if var reason = reason(table) {
        if let root = table.root, table.isPartition, !roots.contains(root.oid), publishesRoots {
          reason = "a partition; its root \(root.name), which could be streamed, is not selected"
        }
        outcome.leftOut.append((table.name, reason))
      } else {
        outcome.chosen.append(table)
      }
    }
    outcome.unmatched =
      schemas.filter { pattern in !all.contains { pattern.matches(schema: $0.name.schema) } }
      .map(\.text)
      + (tables + excluded).filter { pattern in !all.contains { pattern.matches($0.name) } }
      .map(\.text)
    return outcome
  }

  private func isWanted(_ table: Table) -> Bool {
    if excluded.contains(where: { $0.matches(table.name) }) { return false }
    let bySchema = schemas.isEmpty || schemas.contains { $0.matches(schema: table.name.schema) }
    let byName = tables.isEmpty || tables.contains { $0.matches(table.name) }
    return bySchema && byName
  }

  /// Why a table cannot be streamed; nil where it can.
  private func reason(_ table: Table) -> String? {
    switch table.kind {
    case .view: return "a view has no changes of its own"
    case .materializedView: return "a materialized view has no changes of its own"
    case .foreign: return "the changes of a foreign table are on another server"
    case .partitioned where !publishesRoots:
      return "before PostgreSQL 13 only its partitions can be streamed"
    case .table, .partitioned: break
    }
    if let owner = table.extension { return "belongs to extension \(owner.text)" }
    switch table.persistence {
    case .unlogged: return "unlogged: its changes never reach the WAL"
    case .temporary: return "temporary: its changes never reach the WAL"
    case .permanent: break
    }
    if table.isPartition, publishesRoots || table.kind == .partitioned, let root = table.root {
      return "a partition of \(root.name), which is streamed as a whole"
    }
    if !table.hasSchemaUsage {
      return "unreadable: this role has no USAGE on schema \(table.name.schema.text)"
    }
    if !table.columns.isEmpty, !table.columns.contains(where: \.canSelect) {
      return "unreadable: this role may not SELECT from it"
    }
    if !table.columns.contains(where: { $0.canSelect && $0.generated == nil }) {
      return "no column that could be streamed"
    }
    return nil
  }
}
