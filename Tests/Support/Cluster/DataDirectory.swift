import Foundation
import Glibc

/// Data directories of new servers: `initdb` runs once, and what it created is copied.
enum DataDirectory {
  /// The folder of the copied directory; nil until the first server starts.
  private static let template = Result { try createTemplate() }

  /// Creates a data directory at `path`, in a folder of `ServerFolder`, as `initdb` would: with a
  /// system identifier that no other one has.
  static func create(at path: String) throws {
    let (program, arguments) = ServerPrograms.unprivileged(
      "/bin/cp", ["-a", "--sparse=always", try template.get() + "/data", path])
    try ServerPrograms.check(Program.run(program, arguments, directory: "/tmp"))
    try SystemIdentifier.random().write(to: path)
  }

  private static func createTemplate() throws -> String {
    let folder = try ServerFolder.create()
    try ServerPrograms.check(
      ServerPrograms().run(
        "initdb",
        [
          "-N", "-A", "trust", "-U", "postgres", "--locale=C.UTF-8", "-E", "UTF8", "-D",
          folder + "/data",
        ]))
    // Statistics of a new server are a second old; doctor takes older ones for its usual course.
    let statistics = folder + "/data/pg_stat"
    for name in try FileManager.default.contentsOfDirectory(atPath: statistics) {
      try FileManager.default.removeItem(atPath: "\(statistics)/\(name)")
    }
    atexit { DataDirectory.removeTemplate() }
    return folder
  }

  private static func removeTemplate() {
    guard let folder = try? template.get() else { return }
    try? FileManager.default.removeItem(atPath: folder)
  }
}
