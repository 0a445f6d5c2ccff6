import Catalog
import Diagnostics
import Postgres
import Settings
import Support
import YAML

/// A configuration as its lines, and where in them each column stands.
struct FileOutline {
  struct Column {
    var settings: ColumnSettings
    /// The first and the last line, from 1.
    var lines: ClosedRange<Int>
    /// Where the dash stands, from 0.
    var indent: Int
    var isFlow: Bool
    /// The places of the values, by key.
    var values: [String: Node]
  }

  struct Stream {
    var table: QualifiedName
    var lines: ClosedRange<Int>
    var nameLine: Int
    var columns: [Column]
  }

  /// Without what ends them.
  let lines: [String]
  let streams: [Stream]
  /// The line of `stream_schema:`, and the one behind its section.
  let sections: (start: Int, end: Int)

  static let variables = [
    "DATABASE_HOST": "h", "DATABASE_PORT": "1", "DATABASE_USER": "u", "DATABASE_NAME": "n",
  ]

  init(_ text: String) throws {
    let bytes = Array(text.utf8)
    let outcome = ConfigurationReader.read(
      bytes, file: "t", environment: EnvironmentSource(values: Self.variables))
    guard let configuration = outcome.configuration else {
      throw SupportError("not valid: \(outcome.diagnostics.map(\.message))\n\(text)")
    }
    let root = try YAMLParser.parse(bytes)
    lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map(String.init)
    guard
      let list = ["service", "source"].compactMap({
        Self.value("stream_schema", of: Self.value($0, of: root))
      }).first,
      case .sequence(let items) = list.value
    else { throw SupportError("no stream_schema") }
    streams = zip(configuration.streams, items).map(Self.stream)
    let start = lines.firstIndex { $0.hasPrefix("  stream_schema:") } ?? 0
    let end =
      lines[(start + 1)...].firstIndex { line in
        line.first.map { $0 != " " && $0 != "#" && $0 != "-" } ?? false
      } ?? lines.count
    sections = (start + 1, end + 1)
  }

  private static func stream(_ settings: StreamSettings, _ node: Node) -> Stream {
    let columns = zip(settings.columns, Self.items(Self.value("columns", of: node)))
    return Stream(
      table: settings.table, lines: node.line...node.endLine,
      nameLine: Self.value("stream", of: node)?.line ?? node.line,
      columns: columns.map { settings, node in
        Column(
          settings: settings, lines: node.line...node.endLine, indent: node.column - 3,
          isFlow: node.isFlow, values: Self.values(node))
      })
  }

  private static func values(_ node: Node?) -> [String: Node] {
    guard case .mapping(let pairs) = node?.value else { return [:] }
    return Dictionary(pairs.map { ($0.key, $0.value) }) { first, _ in first }
  }

  private static func value(_ key: String, of node: Node?) -> Node? { values(node)[key] }

  private static func items(_ node: Node?) -> [Node] {
    if case .sequence(let items) = node?.value { items } else { [] }
  }

  func text(_ lines: ClosedRange<Int>) -> [String] {
    Array(self.lines[(lines.lowerBound - 1)...(lines.upperBound - 1)])
  }

  /// The line of a value: before it, and behind it.
  func line(around value: Node) -> (before: String, value: String, after: String) {
    let scalars = Array(lines[value.line - 1].unicodeScalars)
    func text(_ part: ArraySlice<Unicode.Scalar>) -> String {
      var text = ""
      text.unicodeScalars.append(contentsOf: part)
      return text
    }
    let end = value.endLine == value.line ? value.endColumn - 1 : scalars.count
    return (
      text(scalars[..<(value.column - 1)]), text(scalars[(value.column - 1)..<end]),
      text(scalars[end...])
    )
  }
}
