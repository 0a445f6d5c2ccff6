import Diagnostics
import Options
import Pipeline
import Postgres
import Settings

/// `--dry-run`: proves that a run would work and leaves nothing behind.
struct DryRun {
  let configuration: Configuration
  let parameters: ConnectionParameters
  let stop: WakeSignal

  func run(_ reporter: ConsoleReporter) throws(Failure) {}
}
