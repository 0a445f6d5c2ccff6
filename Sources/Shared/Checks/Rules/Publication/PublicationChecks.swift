extension Registry {
  /// The checks of the group, in the order of the report.
  static let publication: [any Check] = [
    PublicationExistsCheck(),
    PublicationBeforeSlotCheck(),
    PublicationEmptyCheck(),
    PublicationCoversCheck(),
    PublicationViaRootCheck(),
    PublicationColumnsCheck(),
    PublicationRowFilterCheck(),
    PublicationOperationsCheck(),
    PublicationWritesCheck(),
    PublicationUnlistedCheck(),
  ]
}
