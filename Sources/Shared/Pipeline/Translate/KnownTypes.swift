import Catalog
import Postgres
import Start

/// The types of the WAL's columns. Those that the catalog has no longer are what the state keeps of
/// them, or what the server said of them in the stream.
struct KnownTypes: Sendable {
  private var types: [UInt32: DataType] = [:]
  /// What Type messages call the types, as of their place in the WAL: for a domain the name of its
  /// base type (proto.c, `logicalrep_write_typ`).
  private var called: [UInt32: QualifiedName] = [:]
  /// Types of which nothing but a name is known.
  private(set) var lost: Set<UInt32> = []

  /// - Parameters:
  ///   - tables: what the catalog says of the configured tables.
  ///   - kept: what the state keeps of types that tables had.
  init(of tables: [Table], kept: [DataType]) {
    for type in kept { types[type.oid] = type }
    for table in tables {
      for column in table.columns { types[column.type.own.oid] = column.type }
    }
  }

  /// The type with an OID; text where it was not learned.
  subscript(oid: UInt32) -> DataType { types[oid] ?? Self.text(oid, isArray: false) }

  /// Learns a Type message.
  mutating func learn(_ oid: UInt32, isCalled name: QualifiedName) { called[oid] = name }

  /// Learns the types with these OIDs, asking the catalog for those that are not known.
  mutating func learn(_ oids: [UInt32], asking source: CatalogSource) throws(PipelineError) {
    let unknown = Set(oids.filter { types[$0] == nil }).sorted()
    guard !unknown.isEmpty else { return }
    let found = try source.types(unknown)
    for oid in unknown {
      types[oid] = if let type = found[oid] { type } else { try dropped(oid, source) }
    }
  }

  /// A type that was dropped: the base type of a dropped domain is there still, and so may be a type
  /// of its name that took its place.
  private mutating func dropped(
    _ oid: UInt32, _ source: CatalogSource
  ) throws(PipelineError) -> DataType {
    if let name = called[oid], let now = try source.typeNamed(name), Self.isAlike(now) {
      var type = now
      type.own = TypeName(oid: oid, schema: name.schema, name: name.name)
      return type
    }
    lost.insert(oid)
    // An array type is called like its element, behind an underscore (`makeArrayTypeName`).
    return Self.text(oid, isArray: called[oid]?.name.text.hasPrefix("_") ?? false)
  }

  /// Whether a type can be the one that a Type message named: those messages never name a domain.
  private static func isAlike(_ type: DataType) -> Bool {
    !type.isDomain && type.element?.kind != UInt8(ascii: "d")
  }

  private static func text(_ oid: UInt32, isArray: Bool) -> DataType {
    let kind = UInt8(ascii: "b")
    let name = TypeName(oid: oid, schema: "pg_catalog", name: isArray ? "_text" : "text")
    let item = TypeName(oid: 25, schema: "pg_catalog", name: "text")
    return DataType(
      own: name, formatted: isArray ? "text[]" : "text",
      informationSchemaName: isArray ? "ARRAY" : "text", base: name, baseKind: kind,
      element: isArray ? DataType.Element(own: item, kind: kind, base: item, baseKind: kind) : nil)
  }
}
