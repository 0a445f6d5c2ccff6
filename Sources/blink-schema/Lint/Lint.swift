import ArgumentParser
import Checks
import Diagnostics
import Options
import Settings
import System

/// Checks a configuration file without a connection.
struct Lint: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a configuration file without a connection.",
    usage: "blink-schema lint [<options>] [<file>]",
    discussion: """
      Reports every error at once, with its place. What is not built yet is an
      error. Unset variables are warnings; with --env they are errors.

      --schema prints a JSON Schema (draft 2020-12) for editors instead.

      Examples:
        blink-schema lint
        blink-schema lint shop.yaml --format json
        envsubst < template.yaml | blink-schema lint -
        blink-schema lint --schema > blink.schema.json

      Exit codes: 0 well formed, 3 not, 64 wrong use.
      """)

  @OptionGroup(title: "Configuration file") var file: FileOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var form: LintOptions

  func validate() throws {
    if form.schema, file.named != nil || form.env || form.format == .json {
      throw ValidationError("--schema stands alone: it reads no file and prints JSON.")
    }
  }

  /// The JSON form.
  private struct Report: Encodable {
    struct Entry: Encodable {
      var severity, code, path, file: String
      var line, column: Int
      var message: String
      var hint: String?

      func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(severity, forKey: .severity)
        try values.encode(code, forKey: .code)
        try values.encode(path, forKey: .path)
        try values.encode(file, forKey: .file)
        try values.encode(line, forKey: .line)
        try values.encode(column, forKey: .column)
        try values.encode(message, forKey: .message)
        // Present in every entry, so that readers need not ask.
        try values.encode(hint, forKey: .hint)
      }

      private enum CodingKeys: CodingKey {
        case severity, code, path, file, line, column, message, hint
      }
    }
    var schema_version = 1
    var ok: Bool
    var diagnostics: [Entry]
  }

  func run() throws {
    if form.schema { return JSONReport.print(JSONSchema.document()) }
    try CommandBody.run(output) { () throws(Failure) in
      let (bytes, outcome) = try read()
      switch form.format {
      case .json: JSONReport.print(report(outcome))
      case .text: printText(outcome, bytes)
      }
      if outcome.hasErrors { throw LintFailed.failure }
    } onFailure: { failure in
      failure == LintFailed.failure
    }
  }

  /// Reads the file; one that cannot be read has its JSON report as well.
  private func read() throws(Failure) -> (bytes: [UInt8], outcome: ConfigurationReader.Outcome) {
    do {
      return try file.read(requiresVariables: form.env, checkIDs: Registry.ids)
    } catch {
      if form.format == .json {
        let entry = Report.Entry(
          severity: Severity.error.rawValue, code: "unreadable", path: "", file: error.subject,
          line: 1, column: 1, message: error.message, hint: error.remedies.first)
        JSONReport.print(Report(ok: false, diagnostics: [entry]))
      }
      throw error
    }
  }

  /// The report is the message: nothing is left to say on stderr.
  private enum LintFailed {
    static let failure = Failure(.configuration, "the file is not well formed")
  }

  private func report(_ outcome: ConfigurationReader.Outcome) -> Report {
    Report(
      ok: !outcome.hasErrors,
      diagnostics: outcome.diagnostics.map { diagnostic in
        Report.Entry(
          severity: diagnostic.severity.rawValue, code: diagnostic.code, path: diagnostic.path,
          file: diagnostic.location.file, line: diagnostic.location.line,
          column: diagnostic.location.column, message: diagnostic.message, hint: diagnostic.hint)
      })
  }

  private func printText(_ outcome: ConfigurationReader.Outcome, _ bytes: [UInt8]) {
    let style = output.style(1)
    if !outcome.diagnostics.isEmpty {
      Terminal.output(
        DiagnosticRenderer.text(outcome.diagnostics, source: bytes, style: style) + "\n")
    }
    let errors = outcome.diagnostics.count { $0.severity == .error }
    let warnings = outcome.diagnostics.count - errors
    let name = TerminalText.sanitized(file.name)
    let troubles = Amount.count(warnings, "warning")
    if errors == 0 {
      let streams = outcome.configuration?.streams.count ?? 0
      Terminal.output(
        style.tick + " \(name) is well formed: \(Amount.count(streams, "stream")), \(troubles)\n")
    } else {
      Terminal.output(
        style.cross + " \(name): \(Amount.count(errors, "error")), \(troubles)\n")
    }
  }
}
