extension Registry {
  /// The checks of the group, in the order of the report.
  static let role: [any Check] = [
    ReplicationRoleCheck(),
    RoleExpiryCheck(),
    SchemaUsageCheck(),
    TableSelectCheck(),
    ColumnSelectCheck(),
    RowSecurityCheck(),
    DatabaseCreateCheck(),
    TableOwnerCheck(),
    AllTablesCheck(),
    ReadsEverythingCheck(),
    OverridesCheck(),
  ]
}
