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
    var table = Table(
      oid: UInt32(Self.relation), name: QualifiedName(schema: "public", name: "t"),
      owner: "postgres")
    for (index, column) in columns.enumerated() {
      guard let type = type(UInt32(column.oid)) else { continue }
      table.columns.append(
        Catalog.Column(number: index + 1, name: Identifier("column_\(index)"), type: type))
    }
    return RelationPlanner(configuration: configuration, tables: [table])
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
