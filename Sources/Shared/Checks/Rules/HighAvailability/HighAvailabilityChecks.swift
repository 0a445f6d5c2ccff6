extension Registry {
  /// The checks of the group, in the order of the report.
  static let highAvailability: [any Check] = [
    SyncStandbyCheck(),
    StandbySlotGateCheck(),
    HotStandbyFeedbackCheck(),
    FailoverLossCheck(),
  ]
}
