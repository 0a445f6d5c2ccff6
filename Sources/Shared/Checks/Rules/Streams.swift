import Catalog
import Settings

/// The configured streams beside their tables.
enum Streams {
  /// Those whose table exists, in the file's order.
  static func present(_ facts: Facts) -> [(stream: StreamSettings, table: Table)] {
    (facts.configuration?.streams ?? []).compactMap { stream in
      facts.tables[stream.table].map { (stream, $0) }
    }
  }
}
