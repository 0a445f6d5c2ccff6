import Foundation
import Support

/// A folder with a configuration for a cluster, and the tools run in it.
struct Fixture {
  let cluster: TestCluster
  let folder: TemporaryDirectory

  init(_ cluster: TestCluster, yaml: String) throws {
    self.cluster = cluster
    folder = try TemporaryDirectory()
    try folder.write("blink.yaml", yaml)
  }

  /// The variables that the configurations of the tests use.
  var environment: [String: String] {
    [
      "DATABASE_HOST": "127.0.0.1", "DATABASE_PORT": "\(cluster.port)",
      "DATABASE_USER": "postgres", "DATABASE_NAME": "postgres",
    ]
  }

  func run(_ arguments: [String] = [], timeout: Double = 120) throws -> Program.Outcome {
    try BlinkBinary.run.run(
      arguments, environment: environment, directory: folder.path, timeout: timeout)
  }

  func start(_ arguments: [String] = [], output: Pipe? = nil) throws -> RunningProgram {
    try BlinkBinary.run.start(
      arguments, environment: environment, directory: folder.path, output: output)
  }

  /// Starts and waits until events of the stream flow.
  func startStreaming(_ arguments: [String] = [], output: Pipe? = nil) throws -> RunningProgram {
    let program = try start(arguments, output: output)
    guard try eventually(30, { try isStreaming() || !program.isRunning }), program.isRunning else {
      throw SupportError("blink-run does not stream: \(program.stderr)")
    }
    return program
  }

  private func isStreaming() throws -> Bool {
    // A walsender under load says 'catchup', perhaps for as long as the load lasts; the session
    // that holds a snapshot's slot says 'startup'.
    try cluster.psql(
      "SELECT count(*) FROM pg_stat_replication WHERE state IN ('catchup', 'streaming')") != "0"
  }

  /// A configuration for these streams; `source` are more lines of `source.config`.
  static func yaml(_ streams: String, slot: String? = "s", source: String = "", more: String = "")
    -> String
  {
    """
    service:
      pipeline_id: 1
      stream_schema:
    \(streams)
    source:
      driver: postgres_cdc
      config:
        host: ${DATABASE_HOST}
        port: ${DATABASE_PORT}
        user: ${DATABASE_USER}
        database: ${DATABASE_NAME}
    \(slot.map { "    slot_name: \($0)\n" } ?? "")    stream_snapshot: true
    \(source)
    \(more)
    """
  }

  /// One stream with columns `name databrewType`; `keys` is how many of them, from the first on, are
  /// the key.
  static func stream(_ name: String, _ columns: [(String, String)], keys: Int = 1) -> String {
    let list = columns.enumerated().map { index, column in
      "        - {name: \(column.0), databrewType: \(column.1), pk: \(index < keys)}"
    }
    return (["    - stream: \(name)", "      columns:"] + list).joined(separator: "\n")
  }
}
