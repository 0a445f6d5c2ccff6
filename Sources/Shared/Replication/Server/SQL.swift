/// The statements of this target, from the files in `Queries`.
enum SQL {
  static let server = text(PackageResources.server_sql)
  static let slot = text(PackageResources.slot_sql)
  static let publication = text(PackageResources.publication_sql)
  static let blockers = text(PackageResources.blockers_sql)

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
