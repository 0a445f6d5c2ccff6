/// The types that were read, each use of one kept once however many columns have it.
struct TypeCache {
  /// By OID, as `types.sql` returns them.
  var read: [UInt32: CatalogReader.ReadType] = [:]
  private var used: [Use: Known] = [:]

  /// A type with the modifier of a column.
  struct Use: Hashable {
    var oid: UInt32
    var typmod: Int32
    /// The `data_type` that the information schema gave.
    var dataType: String?
  }

  struct Known {
    var type: Column.SharedType
    var isNotNull: Bool
  }

  /// The type as a column has it; nil if it was not read.
  mutating func type(of use: Use, formatted: @autoclosure () -> String?) -> Known? {
    if let known = used[use] { return known }
    guard let read = read[use.oid] else { return nil }
    var type = read.type
    type.formatted = formatted() ?? type.formatted
    if !type.isDomain { type.typmod = use.typmod }
    if let dataType = use.dataType { type.informationSchemaName = dataType }
    let known = Known(type: Column.SharedType.of(type), isNotNull: read.isNotNull)
    used[use] = known
    return known
  }
}
