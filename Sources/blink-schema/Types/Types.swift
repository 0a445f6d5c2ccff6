import ArgumentParser
import Checks
import Options
import System
import Types

/// Prints the mapping table.
struct Types: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print how PostgreSQL's types become databrewTypes.",
    discussion: """
      This is what init suggests; any other databrewType that you write wins, and doctor says
      where values would not fit it.

      Examples:
        blink-schema types
        blink-schema types --format json

      Exit codes: 0 printed, 64 wrong use.
      """)

  @OptionGroup var output: OutputOptions
  @Option(help: "text or json.") var format: ReportFormat = .text

  private struct Report: Encodable {
    var schema_version = 1
    var types: [Row]

    struct Row: Encodable {
      var postgres, databrewType, nativeConnectorType, encoding, lossless, note: String
    }
  }

  func run() throws {
    switch format {
    case .json:
      let rows = TypeMapping.rows.map { row in
        Report.Row(
          postgres: row.postgres, databrewType: row.databrewName,
          nativeConnectorType: row.native, encoding: row.encoding,
          lossless: row.lossless.rawValue, note: row.note)
      }
      JSONReport.print(Report(types: rows))
    case .text: Terminal.output(TypeTable.text(style: output.style(1)))
    }
  }
}
