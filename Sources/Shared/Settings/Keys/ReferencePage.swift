/// The reference page of the configuration, from the same declarations as the reader.
package enum ReferencePage {
  /// The page in Markdown.
  package static func text() -> String {
    let sections = Section.allCases.map { section in
      "## \(section.title)\(mark(section.availability))\n\n"
        + "| key | value | default | meaning |\n|---|---|---|---|\n"
        + section.keys.map(row).joined()
    }
    return introduction + "\n" + sections.joined(separator: "\n")
  }

  private static func row(_ key: Key) -> String {
    let columns = [
      "`\(key.name)`\(mark(key.availability))", key.kind.words + planned(key),
      key.isRequired ? "required" : key.defaultText, key.meaning,
    ]
    return "| \(columns.joined(separator: " | ")) |\n"
  }

  /// The values that are not built yet, behind those that are.
  private static func planned(_ key: Key) -> String {
    let values = key.kind.plannedValues
    return values.isEmpty ? "" : "; \(Availability.words): \(values.joined(separator: ", "))"
  }

  private static func mark(_ availability: Availability) -> String {
    availability.isAvailable ? "" : " (\(Availability.words))"
  }

  private static let introduction = """
    # Configuration

    One YAML document, UTF-8. An unknown or duplicate key, an alias, a tag, a second document or a
    value of the wrong kind is an error with its place; `--lenient` makes unknown keys warnings.
    `blink-schema lint` checks a file without a connection.

    What is marked as not built yet is reserved: `lint` and `blink-run` refuse it (exit code 3), all
    of it at once, except for a value that is the default.

    `${NAME}`, `${NAME:default}` (when unset) and `${NAME:-default}` (when unset or empty) are
    replaced inside values, once; `${{NAME}}` is a literal `${NAME}`. Variables come from the
    environment, then from a `.env` beside the file. Durations have a unit: `500ms`, `10s`, `5m`,
    `1h`. A host, user, database or password that is left out or empty falls back to libpq's own
    environment (`PGHOST`, `~/.pgpass` …).

    TLS: on a unix socket or loopback libpq's default; with any other host at least
    `sslmode: require`. Only a written `sslmode: disable` lowers that. `sslrootcert` means
    `verify-full` unless `sslmode` is written.

    A stream's name is `table` or `schema.table`, byte for byte; a part with a dot, or one that
    begins with a double quote, is written in double quotes, `""` for a quote.

    """
}
