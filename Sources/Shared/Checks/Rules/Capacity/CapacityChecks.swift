extension Registry {
  /// The checks of the group, in the order of the report.
  static let capacity: [any Check] = [
    SlotsFreeCheck(),
    SendersFreeCheck(),
    ConnectionsFreeCheck(),
  ]
}
