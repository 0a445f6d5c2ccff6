/// The statements of this target, from the files in `Queries`.
enum SQL {
  static let dropSlot = text(PackageResources.drop_slot_sql)

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
