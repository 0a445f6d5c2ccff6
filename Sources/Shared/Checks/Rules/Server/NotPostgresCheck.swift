/// Whether the server is PostgreSQL.
struct NotPostgresCheck: Check {
  let id = "not-postgres"
  let group = Group.server
  let page = CheckPage(
    "Another database with PostgreSQL's protocol",
    when: "always",
    finds:
      "a server whose `version()` contains CockroachDB, YugabyteDB, Redshift, Greenplum or the like",
    why: "they accept the same clients, but do not have PostgreSQL's logical decoding",
    severity: "error",
    remedies: [
      "Check host and port.", "Use that database's own change feed, with a source designed for it.",
    ],
    sources: [CheckPage.postgres("logicaldecoding.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let product = Product.other(facts.server.banner) else { return [] }
    return [
      finding(
        .error, "", "\(product) is not supported: \(facts.server.banner)",
        why: "it does not have PostgreSQL's logical decoding",
        remedies: [
          Remedy(.config, "host and port of a PostgreSQL server"),
          Remedy(.text, "or use \(product)'s own change feed, with a source designed for it"),
        ])
    ]
  }
}
