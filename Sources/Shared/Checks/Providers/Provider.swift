/// Who runs the server; determines the text of a remedy.
package enum Provider: String, Sendable, CaseIterable {
  case selfManaged = "self-managed"
  case rds, aurora, azure
  case cloudSQL = "cloud-sql"
  case alloyDB = "alloydb"
  case supabase, neon, heroku, aiven
  case digitalOcean = "digitalocean"
  case timescale, crunchy

  /// Its product name.
  package var title: String {
    switch self {
    case .selfManaged: "self-managed"
    case .rds: "Amazon RDS"
    case .aurora: "Amazon Aurora"
    case .azure: "Azure Database for PostgreSQL"
    case .cloudSQL: "Google Cloud SQL"
    case .alloyDB: "Google AlloyDB"
    case .supabase: "Supabase"
    case .neon: "Neon"
    case .heroku: "Heroku Postgres"
    case .aiven: "Aiven"
    case .digitalOcean: "DigitalOcean"
    case .timescale: "Timescale"
    case .crunchy: "Crunchy Bridge"
    }
  }

  /// How things are done there.
  package var guide: any ProviderGuide {
    switch self {
    case .selfManaged: SelfManagedGuide()
    case .rds: AmazonGuide(isAurora: false)
    case .aurora: AmazonGuide(isAurora: true)
    case .azure: AzureGuide()
    case .cloudSQL: CloudSQLGuide()
    case .alloyDB: AlloyDBGuide()
    case .supabase: SupabaseGuide()
    case .neon: NeonGuide()
    case .heroku: HerokuGuide()
    case .aiven: AivenGuide()
    case .digitalOcean: DigitalOceanGuide()
    case .timescale: TimescaleGuide()
    case .crunchy: CrunchyGuide()
    }
  }
}
