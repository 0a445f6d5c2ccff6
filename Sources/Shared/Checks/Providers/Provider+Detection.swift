extension Provider {
  /// Detects the provider, first from the server's contents, then from its address.
  package static func detect(
    _ server: ServerFacts, host: String
  ) -> (provider: Provider, evidence: String) {
    func has(setting name: String) -> Bool { server.settings[name] != nil }
    func role(_ names: String...) -> String? { names.first(where: server.providerRoles.contains) }
    if server.isAurora { return (.aurora, "aurora_version() exists") }
    if server.settings["rds.extensions"]?.value.isEmpty == false {
      return (.rds, "setting rds.extensions")
    }
    // AlloyDB also has signs of Cloud SQL.
    if let name = server.settings.keys.filter({ $0.hasPrefix("alloydb.") }).min() {
      return (.alloyDB, "setting \(name)")
    }
    let settings: [(String, Provider)] = [
      ("cloudsql.logical_decoding", .cloudSQL), ("azure.extensions", .azure),
      ("neon.endpoint_id", .neon), ("supautils.privileged_extensions", .supabase),
    ]
    for (name, provider) in settings where has(setting: name) {
      return (provider, "setting \(name)")
    }
    let roles: [(String?, Provider)] = [
      (role("rdsadmin", "rds_superuser"), .rds),
      (role("alloydbadmin", "alloydbsuperuser"), .alloyDB),
      (role("cloudsqladmin", "cloudsqlsuperuser"), .cloudSQL),
      // Not supabase_admin: a Supabase of one's own has that role, too.
      (role("azure_pg_admin", "azuresu"), .azure), (role("neon_superuser", "cloud_admin"), .neon),
      (role("avnadmin"), .aiven),
      (role("doadmin"), .digitalOcean), (role("tsdbadmin"), .timescale),
      (role("crunchy_superuser"), .crunchy),
    ]
    for case (let name?, let provider) in roles { return (provider, "role \(name)") }
    if server.providerSchemas.contains("heroku_ext") { return (.heroku, "schema heroku_ext") }
    if server.extensions["aiven_extras"] != nil { return (.aiven, "extension aiven_extras") }
    return fromHost(host)
  }

  /// The same by the address alone, for a server that did not answer.
  package static func fromHost(_ host: String) -> (provider: Provider, evidence: String) {
    if host.hasSuffix(".rds.amazonaws.com") {
      return (host.contains(".cluster-") ? .aurora : .rds, "host name")
    }
    let endings: [(String, Provider)] = [
      (".postgres.database.azure.com", .azure), (".neon.tech", .neon),
      (".supabase.co", .supabase), (".pooler.supabase.com", .supabase),
      (".aivencloud.com", .aiven), (".db.ondigitalocean.com", .digitalOcean),
      (".tsdb.cloud.timescale.com", .timescale), (".db.postgresbridge.com", .crunchy),
    ]
    for (ending, provider) in endings where host.hasSuffix(ending) {
      return (provider, "host name")
    }
    return (.selfManaged, "no known provider detected")
  }
}
