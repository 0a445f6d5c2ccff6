extension Registry {
  /// The checks of the group, in the order of the report.
  static let tables: [any Check] = [
    TableExistsCheck(),
    TableKindCheck(),
    TablePersistenceCheck(),
    HypertableCheck(),
    InheritedChildrenCheck(),
    ReplicaIdentityCheck(),
    ReplicaIdentityFullCheck(),
    PartitionIdentityCheck(),
    NewPartitionsCheck(),
    PrimaryKeyCheck(),
    KeyIdentityCheck(),
    GeneratedColumnsCheck(),
    UnchangedToastCheck(),
    UnsupportedTypeCheck(),
    NameCollisionCheck(),
  ]
}
