package import Catalog
package import Events
package import Postgres
package import Replication
package import Settings

/// Makes the plan for a relation from the configuration and what is known of its types.
package struct RelationPlanner: Sendable {
  /// The configured streams by table.
  private let streams: [QualifiedName: StreamSettings]
  /// The place of each in the configuration.
  private let numbers: [QualifiedName: Int]
  private let sink: SinkSettings
  private let overflow: OverflowPolicy
  /// Types by OID.
  private var types: [UInt32: DataType]

  /// - Parameter tables: what the catalog says of the configured tables.
  package init(configuration: Configuration, tables: [Table]) {
    streams = Dictionary(
      configuration.streams.map { ($0.table, $0) }, uniquingKeysWith: { first, _ in first })
    numbers = Dictionary(
      configuration.streams.enumerated().map { ($1.table, $0) },
      uniquingKeysWith: { first, _ in first })
    sink = configuration.sink
    overflow = configuration.source.onOverflow
    types = [:]
    for table in tables {
      for column in table.columns { types[column.type.own.oid] = column.type }
    }
  }

  /// The stream that a table belongs to; nil where the configuration does not name it.
  package func stream(of table: QualifiedName) -> StreamSettings? { streams[table] }

  /// The types of configured columns that are not known yet.
  package func unknownTypes(in relation: Relation) -> [UInt32] {
    guard let stream = streams[relation.name] else { return [] }
    return relation.columns.filter { column in
      types[column.typeOID] == nil && stream.columns.contains { $0.name == column.name }
    }.map(\.typeOID)
  }

  /// Learns types; one that no longer exists is read as text.
  package mutating func learn(_ found: [UInt32: DataType], of asked: [UInt32]) {
    for oid in asked { types[oid] = found[oid] ?? Self.dropped(oid) }
  }

  private static func dropped(_ oid: UInt32) -> DataType {
    let name = TypeName(oid: oid, schema: "pg_catalog", name: "text")
    return DataType(
      own: name, formatted: "text", informationSchemaName: "text", base: name,
      baseKind: UInt8(ascii: "b"))
  }

  /// The encoder for rows that hold `columns` in this order; nil for a table that the
  /// configuration does not name.
  package func encoder(
    for table: QualifiedName, columns: [(name: Identifier, type: DataType, isIdentity: Bool)]
  ) -> EventEncoder? {
    guard let stream = streams[table] else { return nil }
    let plans = stream.columns.map { column in
      let place = columns.firstIndex { $0.name == column.name }
      let codec =
        place.map { ValueCodec(column.databrewType, over: columns[$0].type, sink: sink) }
        ?? .scalar(.unrepresentable)
      return ColumnPlan(
        name: column.name, place: place, codec: codec, isKey: column.pk,
        isIdentity: place.map { columns[$0].isIdentity } ?? false)
    }
    return EventEncoder(
      stream: stream.written, table: table, columns: plans, rowWidth: columns.count,
      overflow: overflow, format: sink.format, number: numbers[table] ?? 0)
  }

  /// The encoder for a relation's rows; nil for a table that the configuration does not name.
  func encoder(for relation: Relation) -> EventEncoder? {
    encoder(
      for: relation.name,
      columns: relation.columns.map { column in
        (column.name, types[column.typeOID] ?? Self.dropped(column.typeOID), column.isKey)
      })
  }
}
