import Foundation
import Support

/// A pipeline into files, and what is in them.
struct FilesFixture {
  let fixture: Fixture
  let path: String

  /// - Parameters:
  ///   - path: the template, in the folder `out`.
  ///   - config: more lines of `sink.config`.
  init(
    _ cluster: TestCluster, _ streams: String, path: String = "all.jsonl", config: String = "",
    snapshot: Bool = false
  ) throws {
    self.path = path
    var yaml = Fixture.yaml(
      streams,
      more: "sink:\n  driver: file\n  config:\n    path: \"out/\(path)\"\n\(config)")
    if !snapshot {
      yaml = yaml.replacingOccurrences(of: "stream_snapshot: true", with: "stream_snapshot: false")
    }
    fixture = try Fixture(cluster, yaml: yaml)
  }

  var folder: String { fixture.folder.path + "/out" }

  /// Every line of data: finished files by name, then those that grow.
  func lines() throws -> [String] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.contains(".jsonl") && !$0.hasSuffix(".tmp") }.sorted()
    let growing = names.filter { !$0.contains("-0") }
    return try (names.filter { $0.contains("-0") } + growing).flatMap { name in
      let file = "\(folder)/\(name)"
      let text =
        if name.hasSuffix(".gz") {
          try Program.run("/usr/bin/gzip", ["-dc", file]).stdout
        } else {
          try String(contentsOfFile: file, encoding: .utf8)
        }
      guard text.isEmpty || text.hasSuffix("\n") else {
        throw SupportError("\(name) ends within a line")
      }
      return text.split(separator: "\n").map(String.init)
    }
  }

  /// What every event says: transaction, table, operation and key.
  func events() throws -> [String] {
    try lines().map { line in
      guard let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      else { throw SupportError("not an object: \(line.prefix(200))") }
      let key = (event["key"] as? [String: Any])?["id"].map { "\($0)" } ?? "-"
      return "\(event["xid"] ?? "-") \(event["table"] ?? "-") \(event["event"] ?? "-") \(key)"
    }
  }
}
