/// PostgreSQL's releases (https://www.postgresql.org/support/versioning/ and the
/// release notes).
enum Release {
  /// The last day of each major version's support.
  private static let lastDays = [
    10: "2022-11-10", 11: "2023-11-09", 12: "2024-11-21", 13: "2025-11-13", 14: "2026-11-12",
    15: "2027-11-11", 16: "2028-11-09", 17: "2029-11-08", 18: "2030-11-14", 19: "2031-11-13",
  ]

  /// The last day of support of a `server_version_num`'s major version.
  static func lastDay(of version: Int) -> String? { lastDays[version / 10_000] }

  /// A `server_version_num` as users write it.
  static func text(_ version: Int) -> String {
    version < 100_000
      ? "\(version / 10_000).\(version / 100 % 100).\(version % 100)"
      : "\(version / 10_000).\(version % 10_000)"
  }

  /// The first release with a fix, where this one is older.
  ///
  /// - Parameter fixed: the minor version that has it, by major version.
  static func missing(_ fixed: [Int: Int], in version: Int) -> String? {
    guard let minor = fixed[version / 10_000], version % 10_000 < minor else { return nil }
    return "\(version / 10_000).\(minor)"
  }
}
