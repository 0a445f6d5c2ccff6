import Catalog
import Settings

/// What the events of one stream will contain, for each operation (docs/reference/events.md).
package struct CapturePlan: Sendable, Equatable {
  /// One operation and its event.
  package struct Line: Sendable, Equatable {
    package var operation: String
    package var words: String
  }

  /// As the file writes it.
  package var stream: String
  /// How many columns of how many.
  package var heading: String
  package var lines: [Line]

  /// The plans of all streams whose table exists, in the file's order.
  package static func all(_ facts: Facts) -> [CapturePlan] {
    Streams.present(facts).map { CapturePlan($0.stream, $0.table, facts) }
  }

  private init(_ stream: StreamSettings, _ table: Table, _ facts: Facts) {
    let known = CapturedTable(stream, table, facts)
    self.stream = stream.written
    heading = "\(known.columns.count) of \(table.columns.count) columns"
    lines = [
      Line(operation: "snapshot", words: known.snapshot),
      Line(operation: "insert", words: known.unless("insert", "the new row")),
      Line(operation: "update", words: known.unless("update", known.update)),
      Line(operation: "delete", words: known.unless("delete", known.delete)),
      Line(operation: "truncate", words: known.unless("truncate", "one event")),
    ]
    if table.kind == .partitioned {
      lines.append(
        Line(
          operation: "partition",
          words:
            "nothing: ATTACH, DETACH, DROP and TRUNCATE of a partition move rows without events"))
    }
    if let absent = known.absent { lines.append(Line(operation: "absent", words: absent)) }
  }

  /// As lines of text, names as they are.
  package var text: [String] {
    ["\(stream): \(heading)"]
      + lines.map { line in
        let pad = String(repeating: " ", count: max(1, 10 - line.operation.utf8.count))
        return "  \(line.operation)\(pad)\(line.words)"
      }
  }
}
