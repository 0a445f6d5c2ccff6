import Diagnostics
import Postgres

/// The questions of `init` as a terminal shows them.
enum QuestionText {
  /// A table in the list.
  struct Item {
    var name: QualifiedName
    /// Nil if the table was never analyzed.
    var rows: Int?
    var bytes: Int
    var key: [Identifier]
    var warning: String?
  }

  static func schemas(_ schemas: [(name: Identifier, tables: Int)]) -> String {
    let rows = schemas.map { [$0.name.text, "\($0.tables)"] }
    return "Schemas:\n" + table(["", "schema", "tables"], numbered(rows), toTheRight: [0, 2])
      + schemasAgain
  }

  static func tables(_ items: [Item]) -> String {
    let rows = items.map(cells)
    return "Tables that can be streamed:\n"
      + table(["", "table", "rows", "size", "key", ""], numbered(rows), toTheRight: [0, 2, 3])
      + tablesAgain
  }

  /// The question without its list, after an answer that was not understood.
  static let schemasAgain = "Which schemas? (\(Picks.help))\n> "

  /// The question without its list, after an answer that was not understood.
  static let tablesAgain = "Which tables? (\(Picks.help))\n> "

  private static func cells(_ item: Item) -> [String] {
    let key = item.key.map(\.text).joined(separator: ", ")
    let rows = item.rows.map { "~\($0)" } ?? "?"
    let warning = item.warning.map { "! \($0)" } ?? ""
    return [item.name.description, rows, size(item), key.isEmpty ? "none" : key, warning]
  }

  /// What has no rows and no size was never counted: every table of a restored database.
  private static func size(_ item: Item) -> String {
    item.rows == nil && item.bytes == 0 ? "?" : size(item.bytes)
  }

  private static func numbered(_ rows: [[String]]) -> [[String]] {
    rows.enumerated().map { ["\($0 + 1)"] + $1 }
  }

  /// Columns under their heads, two spaces apart.
  private static func table(
    _ head: [String], _ rows: [[String]], toTheRight: Set<Int>
  ) -> String {
    let lines = [head] + rows.map { $0.map(TerminalText.sanitized) }
    let widths = head.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      var text = ""
      for (column, cell) in line.enumerated() {
        let space = String(repeating: " ", count: widths[column] - cell.count)
        text += "  " + (toTheRight.contains(column) ? space + cell : cell + space)
      }
      while text.hasSuffix(" ") { text.removeLast() }
      return text + "\n"
    }.joined()
  }

  /// Bytes in the unit that leaves one to four digits.
  static func size(_ bytes: Int) -> String {
    var value = bytes
    for unit in ["B", "kB", "MB", "GB"] {
      if value < 10_240 { return "\(value) \(unit)" }
      value /= 1024
    }
    return "\(value) TB"
  }
}
