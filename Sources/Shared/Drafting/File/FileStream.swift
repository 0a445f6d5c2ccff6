package import Diagnostics
package import Postgres
import Settings
import YAML

/// A stream as written in a file.
package struct FileStream: Sendable {
  let settings: StreamSettings
  let node: Node

  package var name: QualifiedName { settings.table }
  /// The name as written.
  package var written: String { settings.written }
  package var location: SourceLocation { settings.location }
  /// Its columns, put together each time: of all streams together there may be very many.
  package var columns: [FileColumn] {
    zip(settings.columns, columnsNode.items).map { FileColumn($0, $1) }
  }
  var nameNode: Node { node.pairs["stream"] ?? node }
  var columnsNode: Node { node.pairs["columns"] ?? node }
}
