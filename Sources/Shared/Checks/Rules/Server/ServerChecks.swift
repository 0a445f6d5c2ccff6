extension Registry {
  /// The checks of the group, in the order of the report.
  static let server: [any Check] = [
    NotPostgresCheck(),
    VersionCheck(),
    MinorVersionCheck(),
    RelcacheCheck(),
    WalLevelCheck(),
    PendingRestartCheck(),
    StandbyCheck(),
    EncodingCheck(),
    ClockCheck(),
    CollationCheck(),
    IdentityCheck(),
  ]
}
