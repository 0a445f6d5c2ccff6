import Checks
import Diagnostics
import Pipeline
import Postgres
import Replication
import Settings
import System

/// `--dry-run`: proves that a run would work and leaves nothing behind: parses, connects,
/// checks, opens a temporary slot, and prints what would be captured.
struct DryRun {
  let configuration: Configuration
  let parameters: ConnectionParameters
  let stop: WakeSignal

  func run(_ reporter: ConsoleReporter) throws(Failure) {
    let slot = configuration.source.slotName ?? "(generated)"
    let publication = configuration.source.publication ?? slot
    let server = Server(parameters, stop: stop)
    var sessions: SessionPair
    do {
      sessions = server.pair(with: try server.session())
    } catch {
      throw FailureText.connection(error, parameters)
    }
    let facts = try Preflight.run(
      configuration, parameters, over: &sessions,
      PreflightSubject(slot: slot, publication: publication, mayPublish: true), leavingOut: [],
      reporter)
    do {
      let replication = try sessions.takeReplication()
      _ = try SlotCommands.create(
        "blink_dry_run_\(replication.backendProcessID)", temporary: true, over: replication)
    } catch let error as ServerError {
      throw Failure(.refused, "a temporary slot cannot be made: \(error.description)")
    } catch let error as ConnectionError {
      throw FailureText.connection(error, parameters)
    } catch {
      throw Failure(.unexpected, "\(error)")
    }
    let lines =
      ["slot \(slot), publication \(publication)"] + CapturePlan.all(facts).flatMap(\.text)
      + ["dry run: everything is in order, nothing was changed"]
    Terminal.output(lines.map { TerminalText.sanitized($0) + "\n" }.joined())
  }
}
