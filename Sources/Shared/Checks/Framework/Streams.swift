import Catalog
import Postgres
import Settings
import Replication

/// The configured streams beside their tables.
enum Streams {
  /// Those whose table exists and can have a change stream, in the file's order; other checks
  /// report the others.
  static func present(_ facts: Facts) -> [(stream: StreamSettings, table: Table)] {
    (facts.configuration?.streams ?? []).compactMap { stream in
      guard let table = facts.tables[stream.table], canStream(table, facts) else { return nil }
      return (stream, table)
    }
  }

  /// Whether changes of a relation of this kind can be published.
  static func canStream(_ table: Table, _ facts: Facts) -> Bool {
    switch table.kind {
    case .table: true
    case .partitioned: facts.server.version >= 130_000
    case .view, .materializedView, .foreign: false
    }
  }

  /// The tables whose changes are in the WAL of a stream: itself, or its partitions.
  static func own(_ facts: Facts, _ table: Table) -> [Leaf] {
    (facts.leaves[table.name] ?? []).filter { !$0.isInherited }
  }

  /// Tables that inherit from a stream: they are streams of their own.
  static func children(_ facts: Facts, _ table: Table) -> [Leaf] {
    (facts.leaves[table.name] ?? []).filter(\.isInherited)
  }

  /// The file's columns that this role may not read, and whether those are all of them.
  static func denied(
    _ stream: StreamSettings, _ table: Table
  ) -> (columns: [Identifier], isWhole: Bool) {
    if table.canSelect { return ([], false) }
    let columns = stream.columns.map(\.name).filter { name in
      table.column(named: name).map { !$0.canSelect } ?? false
    }
    return (columns, !columns.isEmpty && columns.count == stream.columns.count)
  }
}

extension Facts {
  /// Whether the publication has the table already: a start then changes nothing for whoever writes it.
  func isPublished(_ table: QualifiedName) -> Bool {
    guard let publication else { return false }
    return publication.tables[table] != nil || publication.members[table] != nil
  }
}
