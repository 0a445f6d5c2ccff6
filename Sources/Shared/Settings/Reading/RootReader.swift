import Diagnostics
import Postgres
import YAML

/// Reads the whole document into a configuration.
struct RootReader {
  let collector: Collector

  /// The configuration; what is wrong is told to the collector.
  func configuration(_ root: Node) -> Configuration? {
    guard let file = try? ValueReader(collector: collector).fields(root, "", .file) else {
      return nil
    }
    let service = file.mapping("service")
    let source = file.mapping("source")
    let settings = SourceReader.settings(source?.mapping("config"))
    let deadLetter = file.mapping("dead_letter")?.text("path")
    return Configuration(
      file: collector.file, id: id(service), source: settings,
      streams: streams(service, source, root, settings.schema),
      sink: SinkReader(collector: collector).settings(
        file.mapping("sink"), deadLetter: deadLetter),
      doctor: DoctorReader(collector: collector).settings(file.mapping("doctor")),
      deadLetterPath: deadLetter)
  }

  private func id(_ service: Fields?) -> String? {
    let id = service?.text("id")
    let pipeline = service?.text("pipeline_id")
    if let id, let pipeline, id != pipeline, let node = service?.written("pipeline_id") {
      collector.error(
        "layout", "service.pipeline_id", node,
        "service.id is `\(id)` and service.pipeline_id is `\(pipeline)`; they must be the same")
    }
    return id ?? pipeline
  }

  private func streams(
    _ service: Fields?, _ source: Fields?, _ root: Node, _ schema: Identifier
  ) -> [StreamSettings] {
    let reader = SchemaReader(collector: collector, schema: schema)
    let key = "stream_schema"
    let lists = [service, source].compactMap { fields in
      fields.flatMap { fields in fields.unchecked(key).map { ($0, fields.path(key)) } }
    }
    guard let (list, path) = lists.first else {
      let isWritten = [service, source].contains { $0?.written("stream_schema")?.isNull == false }
      // What is written is wrong, which was reported.
      if isWritten { return [] }
      collector.error(
        "missing-key", "service.stream_schema", root, "service.stream_schema: the key is missing",
        hint: "blink-schema init writes it from the database")
      return []
    }
    let streams = reader.streams(list, path)
    if lists.count == 2, let (second, path) = lists.last, let node = source?.written(key),
      !isSame(streams, reader.streams(second, path, isCopy: true))
    {
      collector.error(
        "layout", "source.stream_schema", node,
        "service.stream_schema and source.stream_schema differ", hint: "keep one of them")
    }
    return streams
  }

  private func isSame(_ first: [StreamSettings], _ second: [StreamSettings]) -> Bool {
    first.count == second.count
      && zip(first, second).allSatisfy { a, b in
        a.table == b.table && a.columns.count == b.columns.count
          && zip(a.columns, b.columns).allSatisfy { x, y in
            x.name == y.name && x.databrewType == y.databrewType && x.pk == y.pk
              && x.nullable == y.nullable && x.nativeConnectorType == y.nativeConnectorType
          }
      }
  }
}
