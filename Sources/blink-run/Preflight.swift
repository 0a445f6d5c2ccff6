import Diagnostics
import Pipeline
import Postgres
import Settings

/// Doctor's blocking subset, run before anything is made on the server.
enum Preflight {
  static func run(
    _ configuration: Configuration, _ parameters: ConnectionParameters, slot: String,
    publication: String, mayPublish: Bool, _ reporter: any Reporter
  ) throws(Failure) {}
}
