/// The statements of this target, from the files in `Facts`.
enum SQL {
  static let server = text(PackageResources.server_sql)
  static let settings = text(PackageResources.settings_sql)
  static let slots = text(PackageResources.slots_sql)
  static let publication = text(PackageResources.publication_sql)
  static let streams = text(PackageResources.streams_sql)
  static let leaves = text(PackageResources.leaves_sql)
  static let blockers = text(PackageResources.blockers_sql)

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
