extension Registry {
  /// The checks of the group, in the order of the report.
  static let server: [any Check] = [
    VersionCheck(),
    WalLevelCheck(),
    PendingRestartCheck(),
    StandbyCheck(),
    EncodingCheck(),
  ]
}
