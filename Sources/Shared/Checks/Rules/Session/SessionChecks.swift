extension Registry {
  /// The checks of the group, in the order of the report.
  static let session: [any Check] = [
    IdleInTransactionCheck(),
    TransactionTimeoutCheck(),
    StatementTimeoutCheck(),
    ReadOnlyDefaultCheck(),
    SenderTimeoutCheck(),
    SessionFormatsCheck(),
  ]
}
