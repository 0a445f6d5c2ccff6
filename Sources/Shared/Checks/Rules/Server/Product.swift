/// Other servers with PostgreSQL's protocol.
package enum Product {
  /// What a banner says, and the product's name.
  private static let marks = [
    ("CockroachDB", "CockroachDB"), ("-YB-", "YugabyteDB"), ("Redshift", "Amazon Redshift"),
    ("Greenplum", "Greenplum"), ("Materialize", "Materialize"), ("CrateDB", "CrateDB"),
    ("QuestDB", "QuestDB"),
  ]

  /// The product's name; nil for PostgreSQL itself.
  package static func other(_ banner: String) -> String? {
    marks.first { banner.contains($0.0) }?.1
  }
}
