import Settings

/// Whether the database knows the encoding of its text.
struct EncodingCheck: Check {
  let id = "server-encoding"
  let group = Group.server
  let needs: [FactFamily] = [.server]
  let page = CheckPage(
    "A database without an encoding",
    when: "always",
    finds: "that the database is SQL_ASCII",
    why:
      "its text can be any bytes, and blink-run stops at a value that is not UTF-8, unless the file sets on_invalid_text",
    severity: "warning; a note if the file sets `on_invalid_text`",
    remedies: [
      "`on_invalid_text: escape` or `on_invalid_text: base64` under `source.config`.",
      "Move the data to a database with encoding UTF8.",
      "Or remove the affected columns from the file.",
    ],
    sources: [CheckPage.postgres("multibyte.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.server.encoding == "SQL_ASCII" else { return [] }
    let found = "database \(facts.server.database) is SQL_ASCII: its text can be any bytes"
    if let policy = facts.configuration?.source.onInvalidText, policy != .error {
      return [
        finding(
          .info, facts.server.database,
          "\(found); on_invalid_text: \(policy.rawValue) writes what is not UTF-8")
      ]
    }
    return [
      finding(
        .warning, facts.server.database, found,
        why: "blink-run stops (exit code 9) at a value that is not UTF-8",
        remedies: [
          Remedy(.config, "on_invalid_text: escape   # or base64, under source.config"),
          Remedy(.text, "move the data to a database with encoding UTF8"),
          Remedy(.config, "remove the affected columns from the file"),
        ])
    ]
  }
}
