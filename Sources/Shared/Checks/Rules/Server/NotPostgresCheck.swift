/// Whether the server is PostgreSQL.
struct NotPostgresCheck: Check {
  let id = "not-postgres"
  let group = Group.server
  let page = CheckPage(
    "Another database that speaks the protocol",
    when: "always",
    finds:
      "a server whose `version()` says CockroachDB, YugabyteDB, Redshift, Greenplum or the like",
    why: "they take the same clients, but have no logical decoding of PostgreSQL's kind",
    severity: "error",
    remedies: [
      "Check host and port.", "Use that database's own change feed, with a source made for it.",
    ],
    sources: [CheckPage.postgres("logicaldecoding.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let product = Product.other(facts.server.banner) else { return [] }
    return [
      finding(
        .error, "", "\(product) is not supported: \(facts.server.banner)",
        why: "it has no logical decoding of PostgreSQL's kind",
        remedies: [
          Remedy(.config, "host and port of a PostgreSQL server"),
          Remedy(.text, "or use \(product)'s own change feed, with a source made for it"),
        ])
    ]
  }
}
