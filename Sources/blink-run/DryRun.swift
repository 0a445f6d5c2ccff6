import Checks
import Diagnostics
import Options
import Pipeline
import Postgres
import Settings

/// `--dry-run`: proves that a run would work and leaves nothing behind: parses, connects,
/// checks, opens a temporary slot, and prints what would be captured.
struct DryRun {
  let configuration: Configuration
  let parameters: ConnectionParameters
  let stop: WakeSignal

  func run(_ reporter: ConsoleReporter) throws(Failure) {
    let slot = configuration.source.slotName ?? "(generated)"
    let publication = configuration.source.publication ?? slot
    let facts = try Preflight.run(
      configuration, parameters,
      PreflightSubject(slot: slot, publication: publication, mayPublish: true), leavingOut: [],
      reporter)
    var server = Server(parameters, stop: stop)
    do {
      let session = try server.session()
      try server.look(with: session)
      let replication = try server.session(replication: true)
      _ = try SlotCommands.create(
        "blink_dry_run_\(session.backendProcessID)", temporary: true, over: replication)
    } catch let error as ServerError {
      throw Failure(.refused, "a temporary slot cannot be made: \(error.description)")
    } catch let error as ConnectionError {
      throw Failure(.connection, "no session with the source: \(error.description)")
    } catch {
      throw Failure(.unexpected, "\(error)")
    }
    let lines =
      ["slot \(slot), publication \(publication)"] + CapturePlan.all(facts).flatMap(\.text)
      + ["dry run: everything is in order, nothing was changed"]
    Terminal.output(lines.map { TerminalText.sanitized($0) + "\n" }.joined())
  }
}
