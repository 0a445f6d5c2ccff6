import ArgumentParser
import Checks
import Options
import System
import Types

/// Prints the mapping table.
struct Types: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print how PostgreSQL's types become databrewTypes.",
    usage: "blink-schema types [<options>]",
    discussion: """
      These are init's suggestions. A databrewType in the file takes precedence;
      doctor reports where values would not fit.

      Examples:
        blink-schema types
        blink-schema types --format json

      Exit codes: 0 printed, 64 wrong use.
      """)

  @OptionGroup(title: "Output") var output: OutputOptions
  @Option(help: ArgumentHelp("Form of the table.", valueName: "form")) var format: ReportFormat =
    .text

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
