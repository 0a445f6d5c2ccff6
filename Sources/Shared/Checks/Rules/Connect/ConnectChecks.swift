extension Registry {
  /// The checks of the group, in the order of the report.
  static let connect: [any Check] = [
    SlotNameCheck(),
    ConnectCheck(),
    NameCheck(),
    ReachCheck(),
    EncryptionCheck(),
    PlaintextCheck(),
    CertificateCheck(),
    PasswordCheck(),
    AccessCheck(),
    DatabaseCheck(),
    ReadyCheck(),
    PoolerCheck(),
    ReplicationConnectCheck(),
    SingleInstanceCheck(),
  ]
}
