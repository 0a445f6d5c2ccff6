import ArgumentParser
import Diagnostics
import Mapping
import Options
import Settings

/// Prints the mapping table.
struct Types: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print how PostgreSQL types become databrewTypes.",
    discussion: """
      Examples:
        blink-schema types
        blink-schema types --format json
      """)

  @OptionGroup var output: OutputOptions
  @Option(help: "text or json.") var format: ReportFormat = .text

  private struct Entry: Encodable {
    var types: [String]
    var databrewType, encoding, note: String
  }

  private struct Report: Encodable {
    var schema_version = 1
    var types: [Entry]
  }

  func run() throws {
    let rows = TypeRow.all + TypeRow.kinds
    switch format {
    case .json:
      JSONReport.print(
        Report(
          types: rows.map { row in
            Entry(
              types: row.types, databrewType: row.databrewType.name, encoding: row.encoding,
              note: row.note)
          }))
    case .text: Terminal.output(text(rows))
    }
  }

  private func text(_ rows: [TypeRow]) -> String {
    let style = output.style(1)
    var lines: [String] = []
    for row in rows {
      let type = row.databrewType.name
      let padding = String(repeating: " ", count: max(1, 14 - type.utf8.count))
      var line = style.bold(type) + padding + row.encoding
      if !row.note.isEmpty { line += style.dim(" (\(row.note))") }
      lines.append(line)
      lines.append("              " + style.dim(row.types.joined(separator: ", ")))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
