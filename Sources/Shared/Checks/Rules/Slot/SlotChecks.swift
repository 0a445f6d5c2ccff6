extension Registry {
  /// The checks of the group, in the order of the report.
  static let slot: [any Check] = [
    SlotExistsCheck(),
    SlotTypeCheck(),
    SlotPluginCheck(),
    SlotDatabaseCheck(),
    SlotTemporaryCheck(),
    SlotSyncedCheck(),
    SlotHalfCreatedCheck(),
    SlotTwoPhaseCheck(),
    SlotActiveCheck(),
    SlotLostCheck(),
    SlotUnreservedCheck(),
    SlotLagCheck(),
    SlotRestartGapCheck(),
    SlotCheckpointCheck(),
    SlotFailoverCheck(),
    SlotBlockedCheck(),
    PreparedTransactionsCheck(),
    OtherSlotsCheck(),
    SlotXminAgeCheck(),
  ]
}
