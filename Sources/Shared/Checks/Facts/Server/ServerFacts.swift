package import Postgres

/// What the server reports of itself, of this role and of this database.
package struct ServerFacts: Sendable {
  /// A setting, in the server's own unit, as it applies to this role without our own settings.
  package struct Setting: Sendable {
    package var value: String
    /// `kB`, `8kB`, `MB`, `ms`, `s`, `min`; nil for a number or a text.
    package var unit: String?
    /// Who may change it and when: `postmaster` needs a restart, `sighup` a reload …
    package var context: String
    /// Where it comes from: `default`, `configuration file`, `database`, `user` …
    package var source: String
    package var isPendingRestart: Bool

    /// Creates a setting.
    package init(
      value: String, unit: String? = nil, context: String = "", source: String = "",
      isPendingRestart: Bool = false
    ) {
      self.value = value
      self.unit = unit
      self.context = context
      self.source = source
      self.isPendingRestart = isPendingRestart
    }
  }

  // The server.
  package var version = 0
  package var banner = ""
  package var isStandby = false
  package var address: String?
  /// How far its clock is ahead of ours, less half a round trip; nil if not measured.
  package var clockSkew: Duration?
  /// The round-trip time of one statement.
  package var roundTrip: Duration?
  package var isEncrypted = false
  package var tlsVersion: String?
  /// Whether another process answers than the one that opened the session.
  package var isPooled = false
  package var settings: [String: Setting] = [:]

  // The database.
  package var database = ""
  package var encoding = ""
  /// `datconnlimit`; -1 without limit.
  package var databaseConnectionLimit = -1
  /// The collation's version when the database was created; nil before 15.
  package var collationRecorded: String?

  // The role.
  package var role = Identifier("")
  package var isSuperuser = false
  package var mayReplicate = false
  package var bypassesRowSecurity = false
  package var mayCreateInDatabase = false
  package var memberOf: [String] = []
  /// `rolconnlimit`; -1 without limit.
  package var roleConnectionLimit = -1
  package var roleConnections = 0
  /// `rolvaliduntil`, as the server writes it; nil if it does not expire.
  package var validUntil: String?
  /// Seconds until then; nil if it does not expire.
  package var validSeconds: Int?

  // Capacity.
  package var maxSlots = 0
  package var usedSlots = 0
  package var maxSenders = 0
  package var usedSenders = 0
  package var maxConnections = 0
  package var usedConnections = 0
  /// Of this database.
  package var databaseConnections = 0
  /// Kept for superusers and `pg_use_reserved_connections`.
  package var reservedConnections = 0

  // Signs of a provider.
  package var isAurora = false
  package var providerRoles: [String] = []
  package var providerSchemas: [String] = []
  /// Versions of the extensions, by name.
  package var extensions: [String: String] = [:]

  /// Nothing known.
  package init() {}
}
