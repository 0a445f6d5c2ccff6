import Diagnostics
import Postgres
import YAML

/// Reads `stream_schema`.
struct StreamReader {
  let collector: Collector
  let schema: Identifier

  /// - Parameter isCopy: whether the same list was read elsewhere already.
  func streams(_ node: Node, _ path: String, isCopy: Bool = false) -> [StreamSettings] {
    var seen: [QualifiedName: Int] = [:]
    var result: [StreamSettings] = []
    for (index, item) in collector.list(node, path).enumerated() {
      guard let stream = stream(item, "\(path)[\(index)]") else { continue }
      if !isCopy, let first = seen.updateValue(item.line, forKey: stream.table) {
        collector.error(
          "duplicate-stream", "\(path)[\(index)]", item,
          "stream `\(stream.written)` is the same table as the one in line \(first)")
      }
      result.append(stream)
    }
    if result.isEmpty, !isCopy, case .sequence = node.value {
      collector.error("empty", path, node, "\(path): no stream is named")
    }
    return result
  }

  private func stream(_ node: Node, _ path: String) -> StreamSettings? {
    let keys = collector.mapping(node, path, KeyTables.stream)
    guard case .mapping = node.value else { return nil }
    guard let nameNode = keys["stream"], let written = collector.text(nameNode, "\(path).stream")
    else {
      collector.error("missing-key", "\(path).stream", node, "\(path).stream: the key is missing")
      return nil
    }
    guard let table = StreamName.parse(written, defaultSchema: schema) else {
      collector.error(
        "stream-name", "\(path).stream", nameNode,
        "\(path).stream: `\(written)` is not `table` or `schema.table` with parts of 1 to 63 bytes",
        hint: "a part with a dot is written in double quotes: public.\"a.b\"")
      return nil
    }
    guard let columnsNode = keys["columns"] else {
      collector.error(
        "missing-key", "\(path).columns", node, "\(path).columns: the key is missing")
      return nil
    }
    let columns = self.columns(columnsNode, "\(path).columns")
    if columns.isEmpty, case .sequence(let items) = columnsNode.value, items.isEmpty {
      collector.error(
        "empty", "\(path).columns", columnsNode, "\(path).columns: no column is named")
    }
    return StreamSettings(
      table: table, written: written, columns: columns, location: collector.place(nameNode))
  }

  private func columns(_ node: Node, _ path: String) -> [ColumnSettings] {
    var seen: [Identifier: Int] = [:]
    return collector.list(node, path).enumerated().compactMap { index, item in
      let full = "\(path)[\(index)]"
      guard let column = column(item, full) else { return nil }
      if let first = seen.updateValue(item.line, forKey: column.name) {
        collector.error(
          "duplicate-column", full, item,
          "column `\(column.name)` stands here again; the first is in line \(first)")
      }
      return column
    }
  }

  private func column(_ node: Node, _ path: String) -> ColumnSettings? {
    let keys = collector.mapping(node, path, KeyTables.column)
    guard case .mapping = node.value else { return nil }
    var name: String?
    if let nameNode = keys["name"] {
      // Any scalar is a name: a column may be called `null` or `yes`.
      if case .scalar(let raw, _) = nameNode.value {
        name = Substitution.expand(raw, collector.environment.value).text
      } else {
        _ = collector.text(nameNode, "\(path).name")
      }
      if let name, !(1...63).contains(name.utf8.count) {
        collector.error(
          "column-name", "\(path).name", nameNode, "\(path).name: 1 to 63 bytes are expected")
      }
    } else {
      collector.error("missing-key", "\(path).name", node, "\(path).name: the key is missing")
    }
    var type: DatabrewType?
    if let typeNode = keys["databrewType"] {
      if let text = collector.text(typeNode, "\(path).databrewType") {
        type = DatabrewType(name: text)
        if type == nil {
          let names = DatabrewType.all.map(\.name)
          collector.error(
            "unknown-type", "\(path).databrewType", typeNode,
            "\(path).databrewType: `\(text)` is not a databrewType",
            hint: Nearest.match(for: text, in: names).map { "did you mean \($0)?" }
              ?? "known: \(names.joined(separator: ", "))")
        }
      }
    } else {
      collector.error(
        "missing-key", "\(path).databrewType", node, "\(path).databrewType: the key is missing")
    }
    let native = keys["nativeConnectorType"].flatMap {
      collector.text($0, "\(path).nativeConnectorType")
    }
    let pk = keys["pk"].flatMap { collector.boolean($0, "\(path).pk") } ?? false
    let nullable = keys["nullable"].flatMap { collector.boolean($0, "\(path).nullable") } ?? true
    let nested = keys["columns"].map { columns($0, "\(path).columns") } ?? []
    guard let name, let type else { return nil }
    return ColumnSettings(
      name: Identifier(name), databrewType: type, nativeConnectorType: native, pk: pk,
      nullable: nullable, columns: nested, location: collector.place(node))
  }
}
