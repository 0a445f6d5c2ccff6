extension Registry {
  /// The checks of the group, in the order of the report.
  static let slot: [any Check] = [
    SlotExistsCheck(),
    SlotTypeCheck(),
    SlotPluginCheck(),
    SlotDatabaseCheck(),
    SlotTemporaryCheck(),
    SlotActiveCheck(),
    SlotLostCheck(),
    SlotUnreservedCheck(),
    SlotLagCheck(),
    SlotBlockedCheck(),
    PreparedTransactionsCheck(),
    OtherSlotsCheck(),
  ]
}
