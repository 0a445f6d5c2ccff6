/// Whether the database knows the encoding of its text.
struct EncodingCheck: Check {
  let id = "server-encoding"
  let group = Group.server
  let needs: [FactFamily] = [.server]
  let page = CheckPage(
    "A database without an encoding",
    when: "always",
    finds: "that the database is SQL_ASCII",
    why: "its text can be any bytes, and blink-run stops at a value that is not UTF-8",
    severity: "warning",
    remedies: [
      "Move the data to a database with encoding UTF8.",
      "Or remove the affected columns from the file.",
    ],
    sources: [CheckPage.postgres("multibyte.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.server.encoding == "SQL_ASCII" else { return [] }
    return [
      finding(
        .warning, facts.server.database,
        "database \(facts.server.database) is SQL_ASCII: its text can be any bytes",
        why: "blink-run stops (exit code 9) at a value that is not UTF-8",
        remedies: [
          Remedy(.text, "move the data to a database with encoding UTF8"),
          Remedy(.config, "remove the affected columns from the file"),
        ])
    ]
  }
}
