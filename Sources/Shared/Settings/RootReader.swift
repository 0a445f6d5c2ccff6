import Diagnostics
import Postgres
import YAML

/// Reads the whole document into a configuration.
struct RootReader {
  let collector: Collector

  func configuration(_ root: Node) -> Configuration? {
    guard case .mapping = root.value else {
      collector.error(
        "wrong-kind", "", root, "the file must hold a mapping with `source`, not \(root.kind)")
      return nil
    }
    let top = collector.mapping(root, "", KeyTables.root)
    let service = top["service"].map { collector.mapping($0, "service", KeyTables.service) } ?? [:]
    guard let sourceNode = top["source"] else {
      collector.error("missing-key", "source", root, "source: the key is missing")
      return nil
    }
    let source = collector.mapping(sourceNode, "source", KeyTables.source)
    checkDriver(source["driver"], sourceNode)
    let settings = SourceReader(collector: collector).settings(source["config"], sourceNode)
    let id = id(service)
    let streams = streams(
      service["stream_schema"], source["stream_schema"], root, settings.schema)
    let sink = SinkReader(collector: collector).settings(top["sink"])
    var doctor = DoctorSettings()
    if let node = top["doctor"] { doctor = DoctorReader(collector: collector).settings(node) }
    if let node = top["dead_letter"] {
      let keys = collector.mapping(node, "dead_letter", KeyTables.deadLetter)
      _ = keys["path"].map { collector.text($0, "dead_letter.path") }
      collector.report(
        .warning, "not-built", "dead_letter", at: collector.place(node),
        "dead_letter: not built yet; a value that does not fit follows on_overflow")
    }
    return Configuration(
      file: collector.file, id: id, source: settings, streams: streams, sink: sink,
      doctor: doctor)
  }

  private func checkDriver(_ node: Node?, _ source: Node) {
    guard let node else {
      collector.error(
        "missing-key", "source.driver", source, "source.driver: the key is missing",
        hint: "write driver: postgres_cdc")
      return
    }
    guard let text = collector.text(node, "source.driver"), text != "postgres_cdc" else { return }
    collector.error(
      "wrong-choice", "source.driver", node,
      "source.driver: only postgres_cdc is known here, not `\(text)`")
  }

  private func id(_ service: [String: Node]) -> String? {
    let id = service["id"].flatMap { collector.text($0, "service.id") }
    let pipeline = service["pipeline_id"].flatMap { collector.text($0, "service.pipeline_id") }
    if let id, let pipeline, id != pipeline, let node = service["pipeline_id"] {
      collector.error(
        "layout", "service.pipeline_id", node,
        "service.id is `\(id)` and service.pipeline_id is `\(pipeline)`; they must be the same")
    }
    return id ?? pipeline
  }

  private func streams(
    _ service: Node?, _ source: Node?, _ root: Node, _ schema: Identifier
  ) -> [StreamSettings] {
    let reader = StreamReader(collector: collector, schema: schema)
    guard let node = service ?? source else {
      collector.error(
        "missing-key", "service.stream_schema", root, "stream_schema: the key is missing",
        hint: "blink-schema init writes it from the database")
      return []
    }
    let first = reader.streams(
      node, service == nil ? "source.stream_schema" : "service.stream_schema")
    if service != nil, let source {
      let second = reader.streams(source, "source.stream_schema", isCopy: true)
      let same =
        first.count == second.count
        && zip(first, second).allSatisfy { a, b in
          a.table == b.table && a.columns.count == b.columns.count
            && zip(a.columns, b.columns).allSatisfy { x, y in
              x.name == y.name && x.databrewType == y.databrewType && x.pk == y.pk
                && x.nullable == y.nullable && x.nativeConnectorType == y.nativeConnectorType
            }
        }
      if !same {
        collector.error(
          "layout", "source.stream_schema", source,
          "service.stream_schema and source.stream_schema differ", hint: "keep one of them")
      }
    }
    return first
  }
}
