import Catalog
import Settings

/// The configured streams beside their tables.
enum Streams {
  /// Those whose table exists and can have a change stream, in the file's order; of the others
  /// nothing more is to be said.
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
}
