package import Diagnostics
package import Postgres
package import Settings
package import YAML

/// `stream_schema` as written in a file, with the locations of what can be edited.
package struct FileSchema: Sendable {
  package let file: String
  package let text: TextLines
  /// `source.config.schema`.
  package let schema: Identifier
  package let streams: [FileStream]
  let list: Node

  /// Finds the places of a configuration that was read from these bytes without errors.
  ///
  /// - Throws: `wouldOverwrite` if `stream_schema` occurs twice, so that an edit of one would
  ///   make the other differ.
  package init(_ bytes: [UInt8], _ configuration: Configuration) throws(Failure) {
    let root: Node
    do {
      root = try YAMLParser.parse(bytes)
    } catch {
      throw Failure(.configuration, error.message, subject: configuration.file)
    }
    let lists = ["service", "source"].compactMap { root.pairs[$0]?.pairs["stream_schema"] }
    guard let list = lists.first else {
      throw Failure(.configuration, "there is no stream_schema", subject: configuration.file)
    }
    guard lists.count == 1 else {
      throw Failure(
        .wouldOverwrite, "stream_schema is under service and under source",
        subject: "\(configuration.file):\(lists[1].line)",
        why: "after an edit of one they would differ", remedies: ["keep one of them"])
    }
    self.list = list
    file = configuration.file
    text = TextLines(bytes)
    schema = configuration.source.schema
    streams = zip(configuration.streams, list.items).map { FileStream(settings: $0, node: $1) }
  }
}
