import Checks
import Testing

/// The providers by what their servers hold: settings, roles, schemas and
/// extensions as the providers' documentation and the sources named there have them.
@Suite struct ProviderTests {
  private struct Marks {
    var settings: [String: String] = [:]
    var roles: [String] = []
    var schemas: [String] = []
    var extensions: [String] = []
    var aurora = false
    var host = "db.example"
  }

  private static let recorded: [(Marks, Provider, String)] = [
    (Marks(), .selfManaged, "no known provider detected"),
    (
      Marks(
        settings: ["rds.extensions": "hstore,pgcrypto"], roles: ["rds_superuser", "rdsadmin"],
        aurora: true), .aurora, "aurora_version() exists"
    ),
    (
      Marks(
        settings: ["rds.extensions": "hstore,pgcrypto", "rds.logical_replication": "on"],
        roles: ["rds_superuser", "rdsadmin"]), .rds, "setting rds.extensions"
    ),
    (Marks(roles: ["rds_superuser", "rdsadmin"]), .rds, "role rdsadmin"),
    (
      Marks(settings: ["azure.extensions": "pgcrypto"], roles: ["azure_pg_admin", "azuresu"]),
      .azure, "setting azure.extensions"
    ),
    (Marks(roles: ["azure_pg_admin"]), .azure, "role azure_pg_admin"),
    (
      Marks(
        settings: ["cloudsql.logical_decoding": "on"],
        roles: ["cloudsqladmin", "cloudsqlsuperuser"]), .cloudSQL,
      "setting cloudsql.logical_decoding"
    ),
    (Marks(roles: ["cloudsqlsuperuser"]), .cloudSQL, "role cloudsqlsuperuser"),
    (
      Marks(
        settings: ["alloydb.logical_decoding": "on", "cloudsql.logical_decoding": "on"],
        roles: ["alloydbsuperuser", "cloudsqladmin"]), .alloyDB, "setting alloydb.logical_decoding"
    ),
    (
      Marks(
        settings: ["supautils.privileged_extensions": "pg_cron"], roles: ["supabase_admin"]),
      .supabase, "setting supautils.privileged_extensions"
    ),
    (Marks(roles: ["supabase_admin"]), .selfManaged, "no known provider detected"),
    (
      Marks(settings: ["neon.endpoint_id": "ep-1"], roles: ["cloud_admin", "neon_superuser"]),
      .neon, "setting neon.endpoint_id"
    ),
    (Marks(roles: ["neon_superuser"]), .neon, "role neon_superuser"),
    (Marks(schemas: ["heroku_ext"]), .heroku, "schema heroku_ext"),
    (Marks(roles: ["avnadmin"]), .aiven, "role avnadmin"),
    (Marks(extensions: ["aiven_extras"]), .aiven, "extension aiven_extras"),
    (Marks(roles: ["doadmin"]), .digitalOcean, "role doadmin"),
    (Marks(roles: ["tsdbadmin"], extensions: ["timescaledb"]), .timescale, "role tsdbadmin"),
    (Marks(roles: ["crunchy_superuser"]), .crunchy, "role crunchy_superuser"),
    (Marks(host: "x.abc.eu-west-1.rds.amazonaws.com"), .rds, "host name"),
    (Marks(host: "x.cluster-abc.eu-west-1.rds.amazonaws.com"), .aurora, "host name"),
    (Marks(host: "x.postgres.database.azure.com"), .azure, "host name"),
    (Marks(host: "ep-x-pooler.eu-central-1.aws.neon.tech"), .neon, "host name"),
    (Marks(host: "db.abc.supabase.co"), .supabase, "host name"),
    (Marks(host: "aws-0-eu.pooler.supabase.com"), .supabase, "host name"),
    (Marks(host: "pg-1-x.a.aivencloud.com"), .aiven, "host name"),
    (Marks(host: "x-do-user-1-0.b.db.ondigitalocean.com"), .digitalOcean, "host name"),
    (Marks(host: "abc.def.tsdb.cloud.timescale.com"), .timescale, "host name"),
    // An ordinary server may have a role or setting of a similar name.
    (
      Marks(settings: ["rds.extensions": ""], roles: []), .selfManaged, "no known provider detected"
    ),
  ]

  @Test func everyProviderIsKnownByItsMarks() {
    for (marks, provider, evidence) in Self.recorded {
      var server = ServerFacts()
      server.settings = marks.settings.mapValues { ServerFacts.Setting(value: $0) }
      server.providerRoles = marks.roles
      server.providerSchemas = marks.schemas
      server.isAurora = marks.aurora
      for name in marks.extensions { server.extensions[name] = "1.0" }
      let detected = Provider.detect(server, host: marks.host)
      #expect(detected.provider == provider, "\(marks)")
      #expect(detected.evidence == evidence, "\(marks)")
    }
    #expect(Set(Self.recorded.map(\.1)) == Set(Provider.allCases))
  }

  @Test func everyGuideSpeaksItsOwnLanguage() throws {
    let words: [Provider: (wal: String, right: String)] = [
      .selfManaged: ("ALTER SYSTEM SET wal_level", "ALTER ROLE \"cdc\" REPLICATION"),
      .rds: ("rds.logical_replication", "GRANT rds_replication TO \"cdc\""),
      .aurora: ("modify-db-cluster-parameter-group", "GRANT rds_replication TO \"cdc\""),
      .azure: ("az postgres flexible-server", "ALTER ROLE \"cdc\" REPLICATION"),
      .cloudSQL: ("cloudsql.logical_decoding=on", "ALTER USER \"cdc\" WITH REPLICATION"),
      .alloyDB: ("alloydb.logical_decoding=on", "ALTER USER \"cdc\" WITH REPLICATION"),
      .supabase: ("supabase --experimental", "WITH REPLICATION"),
      .neon: ("Logical Replication, Enable", "ALTER ROLE \"cdc\" REPLICATION"),
      .heroku: ("does not offer", "does not offer"), .aiven: ("avn service update", "ALTER USER"),
      .digitalOcean: ("doctl", "ALTER USER"), .timescale: ("Console", "ALTER ROLE"),
      .crunchy: ("cb config", "ALTER ROLE"),
    ]
    for provider in Provider.allCases {
      let expected = try #require(words[provider])
      let wal = provider.set("wal_level", "logical", restart: true)
      #expect(wal[0].text.contains(expected.wal), "\(provider)")
      let right = provider.grantReplication(to: "\"cdc\"")
      #expect(right[0].text.contains(expected.right), "\(provider)")
      let guide = provider.guide
      #expect(!guide.connection().isEmpty && !guide.failover().isEmpty, "\(provider)")
      #expect(!guide.admit(plugin: "wal2json", for: "\"cdc\"").isEmpty, "\(provider)")
      let publish = guide.publish("CREATE PUBLICATION p FOR TABLE t;", by: "owner")
      #expect(!publish.isEmpty, "\(provider)")
    }
  }

  /// One quoted text would be one name, and would admit no plugin at all.
  @Test func thePluginsAreQuotedOneByOne() {
    let text = Provider.selfManaged.guide.admit(plugin: "wal2json", for: "\"cdc\"").map(\.text)
    #expect(text.contains { $0.contains("= 'pgoutput', 'wal2json'") })
  }
}
