package import Diagnostics
package import Postgres
import YAML

/// A stream as written in a file.
package struct FileStream: Sendable {
  package let name: QualifiedName
  /// The name as written.
  package let written: String
  package let columns: [FileColumn]
  package let location: SourceLocation
  let node: Node
  let nameNode: Node
  let columnsNode: Node
}
