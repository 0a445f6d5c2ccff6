/// Whether the database knows what its texts are.
struct EncodingCheck: Check {
  let id = "server-encoding"
  let group = Group.server
  let needs: [FactFamily] = [.server]
  let page = CheckPage(
    "A database without an encoding",
    when: "always",
    finds: "that the database is SQL_ASCII",
    why: "its texts can be any bytes, and blink-run stops at one that is not UTF-8",
    severity: "warning",
    remedies: [
      "Move the data into a database of encoding UTF8.",
      "Or take the columns with such texts out of the file.",
    ],
    sources: [CheckPage.postgres("multibyte.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.server.encoding == "SQL_ASCII" else { return [] }
    return [
      finding(
        .warning, facts.server.database,
        "database \(facts.server.database) is SQL_ASCII: its texts can be any bytes",
        why: "blink-run stops (exit code 9) at a text that is not UTF-8",
        remedies: [
          Remedy(.text, "move the data into a database of encoding UTF8"),
          Remedy(.config, "take the columns with such texts out of the file"),
        ])
    ]
  }
}
