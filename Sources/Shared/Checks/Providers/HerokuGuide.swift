/// Heroku Postgres, which has no logical replication for its users.
struct HerokuGuide: ProviderGuide {
  private static let none = Remedy(
    .text,
    "Heroku Postgres does not offer logical replication: use a source that polls with queries, Heroku's Data Connectors, or another provider"
  )

  func walLevel() -> [Remedy] { [Self.none] }
  func set(_ name: String, _ value: String, restart: Bool) -> [Remedy] { [Self.none] }
  func grantReplication(to role: String) -> [Remedy] { [Self.none] }
  func publish(_ statement: String, by owner: String) -> [Remedy] { [Self.none] }
  func admit(plugin: String, for role: String) -> [Remedy] { [Self.none] }

  func address() -> [Remedy] {
    [Remedy(.command, "heroku pg:credentials:url --app APP   # prints the connection parameters")]
  }

  func failover() -> [Remedy] { [Self.none] }
}
