/// The statements of this target, from the files in `Queries`.
enum SQL {
  static let relations = text(PackageResources.relations_sql)
  static let columns = text(PackageResources.columns_sql)
  static let types = text(PackageResources.types_sql)
  static let uniqueKeys = text(PackageResources.unique_keys_sql)

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
