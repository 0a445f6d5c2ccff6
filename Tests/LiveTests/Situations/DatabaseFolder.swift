import Foundation
import Support

/// A folder with a configuration for one database, and blink-schema run in it.
struct DatabaseFolder {
  let cluster: TestCluster
  let database: String
  let folder: TemporaryDirectory
  var user = "postgres"

  /// Makes the database with what `sql` makes in it.
  init(_ cluster: TestCluster, _ database: String = "shop", _ sql: String = "") throws {
    self.cluster = cluster
    self.database = database
    folder = try TemporaryDirectory()
    try cluster.psql("CREATE DATABASE \(database)")
    if !sql.isEmpty { try self.sql(sql) }
  }

  @discardableResult
  func sql(_ text: String) throws -> String { try cluster.psql(text, database: database) }

  /// Runs blink-schema with the variables that init's files use, and libpq's own.
  func run(
    _ arguments: [String], without variables: Set<String> = [], more: [String: String] = [:]
  ) throws -> Program.Outcome {
    let environment = [
      "DATABASE_HOST": "127.0.0.1", "DATABASE_PORT": "\(cluster.port)", "DATABASE_USER": user,
      "DATABASE_NAME": database, "PGHOST": "127.0.0.1", "PGPORT": "\(cluster.port)",
      "PGUSER": user, "PGDATABASE": database,
    ]
    return try BlinkBinary.schema.run(
      arguments,
      environment: environment.merging(more) { $1 }.filter { !variables.contains($0.key) },
      directory: folder.path)
  }

  func callAsFunction(_ arguments: String...) throws -> Program.Outcome { try run(arguments) }

  /// A file as text; read as bytes, as Foundation would take a byte order mark away.
  func text(_ name: String = "blink.yaml") throws -> String {
    String(decoding: try Data(contentsOf: file(name)), as: UTF8.self)
  }

  func write(_ text: String, to name: String = "blink.yaml") throws {
    try Data(text.utf8).write(to: file(name))
  }

  /// Replaces a text that must be there.
  func replace(_ old: String, _ new: String, in name: String = "blink.yaml") throws {
    let text = try text(name)
    guard text.contains(old) else { throw SupportError("no `\(old)` in \(name):\n\(text)") }
    try write(text.replacing(old, with: new), to: name)
  }

  func file(_ name: String) -> URL { URL(fileURLWithPath: "\(folder.path)/\(name)") }

  /// Every file in the folder.
  func files() throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      files[name] = FileManager.default.contents(atPath: "\(folder.path)/\(name)")
    }
    return files
  }
}
