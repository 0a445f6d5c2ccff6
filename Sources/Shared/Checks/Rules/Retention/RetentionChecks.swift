extension Registry {
  /// The checks of the group, in the order of the report.
  static let retention: [any Check] = [
    WALForecastCheck(),
    SnapshotEstimateCheck(),
    RetentionUnlimitedCheck(),
    RetentionLowCheck(),
    IdleSlotTimeoutCheck(),
    IdleStreamCheck(),
    DecodingMemoryCheck(),
    WALKeepCheck(),
  ]
}
