import Catalog
import Pipeline
import Recorded
import Postgres
import Settings

/// The family as the one table of a configuration.
extension Family {
  private static let relation: Int32 = 16_385

  private var configuration: Configuration {
    var sink = SinkSettings()
    sink.temporal = name == "timestamps" ? .rfc3339 : .postgres
    let stream = StreamSettings(
      table: QualifiedName(schema: "public", name: "t"), written: "t",
      columns: columns.enumerated().map { index, column in
        ColumnSettings(
          name: Identifier("column_\(index)"), databrewType: column.databrewType, pk: index == 0)
      })
    return Configuration(file: "f", source: SourceSettings(), streams: [stream], sink: sink)
  }

  /// Knows the types already, as after a start.
  func planner() -> RelationPlanner {
    var planner = RelationPlanner(configuration: configuration, tables: [])
    let oids = columns.map { UInt32($0.oid) }
    planner.learn(
      Dictionary(
        oids.compactMap { oid in type(oid).map { (oid, $0) } },
        uniquingKeysWith: { first, _ in first }),
      of: oids)
    return planner
  }

  /// The Relation message.
  var relationMessage: [UInt8] {
    columns.enumerated().reduce(
      into: Recorded.bytes(
        "R" as Character, Self.relation, "public", "t", "d" as Character, Int16(columns.count))
    ) { bytes, column in
      bytes += Recorded.bytes(
        UInt8(column.offset == 0 ? 1 : 0), "column_\(column.offset)", column.element.oid,
        Int32(-1))
    }
  }

  /// The Insert message.
  var insertMessage: [UInt8] {
    columns.reduce(
      into: Recorded.bytes(
        "I" as Character, Self.relation, "N" as Character, Int16(columns.count))
    ) { bytes, column in bytes += Recorded.bytes(Recorded.Column.text(column.value)) }
  }
}
