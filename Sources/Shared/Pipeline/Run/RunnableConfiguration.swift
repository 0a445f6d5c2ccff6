import Catalog
import Diagnostics
import Postgres
import Settings

/// What a configuration asks for that cannot be run, before anything is made on the server.
enum RunnableConfiguration {
  static func check(_ configuration: Configuration, _ tables: [Table]) throws(Failure) {
    guard !configuration.streams.isEmpty else {
      throw Failure(
        .nothingSelected, "the configuration names no stream", subject: configuration.file,
        remedies: ["write service.stream_schema, or let blink-schema init write it"])
    }
    for stream in configuration.streams {
      guard let table = tables.first(where: { $0.name == stream.table }) else {
        throw Failure(
          .refused, "table \(TerminalText.sanitized(stream.table.description)) does not exist",
          subject: stream.location.description,
          remedies: ["blink-schema doctor names the closest table"])
      }
      for column in stream.columns
      where !table.columns.contains(where: { $0.name == column.name }) {
        throw Failure(
          .refused,
          "column \(TerminalText.sanitized(column.name.text)) does not exist in"
            + " \(TerminalText.sanitized(stream.table.description))",
          subject: column.location.description,
          remedies: ["take it out of the file, or let blink-schema init write it anew"])
      }
    }
  }
}
