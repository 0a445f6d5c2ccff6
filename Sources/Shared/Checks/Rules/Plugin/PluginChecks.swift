extension Registry {
  /// The checks of the group, in the order of the report.
  static let plugin: [any Check] = [
    PluginInstalledCheck(),
    PluginAllowedCheck(),
    Wal2jsonCheck(),
    ProbeCheck(),
  ]
}
