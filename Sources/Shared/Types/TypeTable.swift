package import Diagnostics

/// The mapping table as people read it.
package enum TypeTable {
  /// For a terminal: a line or two for each row, in columns.
  package static func text(style: Style) -> String {
    let first = TypeMapping.rows.map(\.postgres.utf8.count).filter { $0 <= widest }.max() ?? 0
    let second = TypeMapping.rows.map(\.databrewName.utf8.count).max() ?? 0
    var lines = [
      style.bold(padded("PostgreSQL", first)) + "  " + style.bold(padded("databrewType", second))
        + "  " + style.bold("in an event")
    ]
    for row in TypeMapping.rows {
      var name = padded(row.postgres, first)
      if row.postgres.utf8.count > first {
        // A long list of types gets a line of its own.
        lines.append(row.postgres)
        name = padded("", first)
      }
      lines.append(
        "\(name)  \(style.green(padded(row.databrewName, second)))  \(row.encoding)")
      if !row.note.isEmpty {
        let mark = row.lossless == .yes ? "" : "~ "
        lines.append(padded("", first + second + 4) + style.dim(mark + row.note))
      }
    }
    lines.append("")
    lines.append(
      "Every value survives, except as noted after ~. The file takes precedence over this table.")
    return lines.joined(separator: "\n") + "\n"
  }

  /// As a page of the documentation (docs/reference/types.md).
  package static func markdown() -> String {
    var lines = [
      "# Types", "",
      "What `blink-schema init` writes for each PostgreSQL type, and how a value looks in an"
        + " event. A `databrewType` in your file takes precedence. `blink-schema types` prints this"
        + " table, with `--format json` for programs.", "",
      "Lossless: every value survives; ~ with the exception in the last column.", "",
      "| PostgreSQL type | databrewType | nativeConnectorType | In an event | Lossless | Note |",
      "|---|---|---|---|---|---|",
    ]
    for row in TypeMapping.rows {
      let cells = [
        row.postgres, "`\(row.databrewName)`", row.native, row.encoding,
        row.lossless == .yes ? "✓" : "~", row.note,
      ]
      lines.append("| " + cells.map(escaped).joined(separator: " | ") + " |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Longer names than this do not set the width of the first column.
  private static let widest = 34

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }

  /// `|` would end a cell, `*` could begin emphasis.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if character == "|" || character == "*" { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
