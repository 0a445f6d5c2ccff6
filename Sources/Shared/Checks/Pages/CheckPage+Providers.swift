extension CheckPage.Topic {
  /// The provider's remedies, with placeholders for names.
  package func remedies(at provider: Provider) -> [Remedy] {
    let guide = provider.guide
    switch self {
    case .walLevel: return guide.walLevel()
    case .parameter(let name, let value, let restart):
      return guide.set(name, value, restart: restart)
    case .replicationRight: return guide.grantReplication(to: "ROLE")
    case .publication:
      return guide.publish("CREATE PUBLICATION NAME FOR TABLE SCHEMA.TABLE;", by: "table owner")
    case .plugin(let plugin): return guide.admit(plugin: plugin, for: "ROLE")
    case .connection: return guide.connection()
    case .reach: return guide.network() + guide.address()
    case .address: return guide.address()
    case .certificate: return guide.certificate()
    case .failover: return guide.failover()
    }
  }
}
