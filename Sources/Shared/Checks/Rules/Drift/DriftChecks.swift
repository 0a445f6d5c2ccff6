extension Registry {
  /// The checks of the group, in the order of the report.
  static let drift: [any Check] = [
    IgnoreCheck(),
    DriftMissingColumnCheck(),
    DriftNewColumnCheck(),
    DriftTypeCheck(),
    TypeOverrideCheck(),
    DriftNullabilityCheck(),
    DriftKeyCheck(),
  ]
}
