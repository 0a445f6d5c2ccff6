package import Postgres

/// Which tables a user wants, and why others are left out (introspection.md, section 3.4).
package struct TableSelection: Sendable {
  package var schemas: [NamePattern] = []
  package var tables: [NamePattern] = []
  package var excluded: [NamePattern] = []

  /// Everything that can be streamed.
  package init() {}

  /// What a selection gives.
  package struct Outcome: Sendable {
    package var chosen: [Table] = []
    package var leftOut: [(name: QualifiedName, reason: String)] = []
    /// Patterns that match no table at all.
    package var unmatched: [String] = []
  }

  /// Applies the selection; exclusion wins.
  package func apply(to all: [Table]) -> Outcome {
    var outcome = Outcome()
    for table in all where isWanted(table) {
      if let reason = Self.reason(table) {
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
  private static func reason(_ table: Table) -> String? {
    switch table.kind {
    case .view: return "a view has no changes of its own"
    case .materializedView: return "a materialized view has no change stream"
    case .foreign: return "a foreign table's changes are on another server"
    case .table, .partitioned: break
    }
    if let owner = table.extension { return "belongs to extension \(owner.text)" }
    switch table.persistence {
    case .unlogged: return "unlogged: its changes never reach the WAL"
    case .temporary: return "temporary"
    case .permanent: break
    }
    if table.isPartition, let root = table.root {
      return "partition of \(root.name), which is streamed"
    }
    if !table.hasSchemaUsage { return "this role has no USAGE on its schema" }
    if !table.canSelect, !table.columns.contains(where: \.canSelect) {
      return "this role may not SELECT from it"
    }
    if table.columns.allSatisfy({ $0.generated != nil }) { return "no column can be streamed" }
    return nil
  }
}
