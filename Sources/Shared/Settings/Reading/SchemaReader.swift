import Postgres
import YAML

/// Reads `stream_schema`.
struct SchemaReader {
  let collector: Collector
  let schema: Identifier

  /// - Parameters:
  ///   - path: of the list.
  ///   - isCopy: whether the same list was read elsewhere already.
  func streams(_ list: [Node], _ path: String, isCopy: Bool = false) -> [StreamSettings] {
    let values = ValueReader(collector: collector)
    var seen: [QualifiedName: Int] = [:]
    return list.enumerated().compactMap { index, node in
      guard let fields = try? values.fields(node, "\(path)[\(index)]", .stream),
        let stream = stream(fields)
      else { return nil }
      if !isCopy, let first = seen.updateValue(fields.node.line, forKey: stream.table) {
        collector.error(
          "duplicate-stream", fields.path, fields.node,
          "stream `\(stream.written)` is the same table as the one in line \(first)")
      }
      return stream
    }
  }

  private func stream(_ fields: Fields) -> StreamSettings? {
    guard let written = fields.text("stream"), let node = fields.written("stream") else {
      return nil
    }
    guard let table = StreamName.parse(written, defaultSchema: schema) else {
      let path = fields.path("stream")
      collector.error(
        "stream-name", path, node,
        "\(path): `\(written)` is not `table` or `schema.table` with parts of 1 to 63 bytes",
        hint: "a part with a dot is written in double quotes: public.\"a.b\"")
      return nil
    }
    return StreamSettings(
      table: table, written: written, columns: columns(fields.mappings("columns")),
      location: collector.place(node))
  }

  private func columns(_ list: [Fields]?) -> [ColumnSettings] {
    var seen: [Identifier: Int] = [:]
    return (list ?? []).compactMap { fields in
      guard let column = column(fields) else { return nil }
      if let first = seen.updateValue(fields.node.line, forKey: column.name) {
        collector.error(
          "duplicate-column", fields.path, fields.node,
          "column `\(column.name)` stands here again; the first is in line \(first)")
      }
      return column
    }
  }

  private func column(_ fields: Fields) -> ColumnSettings? {
    guard let name = fields.text("name"),
      let type = fields.text("databrewType").flatMap({ DatabrewType(name: $0) })
    else { return nil }
    return ColumnSettings(
      name: Identifier(name), databrewType: type,
      nativeConnectorType: fields.text("nativeConnectorType"), pk: fields.boolean("pk") ?? false,
      nullable: fields.boolean("nullable") ?? true, columns: columns(fields.mappings("columns")),
      location: collector.place(fields.node))
  }
}
