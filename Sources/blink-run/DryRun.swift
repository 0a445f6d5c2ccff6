import Checks
import Delivery
import Diagnostics
import Pipeline
import Postgres
import Replication
import Settings
import Start
import System

/// `--dry-run`: proves that a run would work and leaves nothing behind: parses, connects,
/// makes the plan of the start, opens a temporary slot, and prints what would be captured.
struct DryRun {
  let configuration: Configuration
  let parameters: ConnectionParameters
  let options: RunOptions
  let stop: StopSignal
  let sink: any Sink

  func run(_ reporter: ConsoleReporter) throws(Failure) {
    let name = try StateDirectory.slot(of: configuration, options)
    let slot = name ?? "blink_" + SlotName.random(8)
    let subject = StartSubject(
      slot: slot, publication: configuration.source.publication ?? slot,
      state: try StateDirectory.stored(in: options.stateDirectory, slot: slot),
      choices: options.choices)
    let server = Server(parameters, stop: stop)
    var sessions: SessionPair
    do {
      sessions = server.pair(with: try server.session())
    } catch {
      throw FailureText.connection(error, parameters)
    }
    let judge = StartJudge(
      configuration: configuration, parameters: parameters, reporter: reporter)
    let report = try judge.report(subject, &sessions, leavingOut: [])
    let plan = try join(try judge.plan(of: report), subject)
    if let failure = plan.failure(file: configuration.file) { throw failure }
    try tryTemporarySlot(&sessions)
    let words = PlanWords(plan, hasName: name != nil, end: options.endPosition)
    let lines =
      words.lines + CapturePlan.all(report.facts).flatMap(\.text)
      + ["dry run: everything is in order, nothing was changed"]
    Terminal.output(lines.map { TerminalText.sanitized($0) + "\n" }.joined())
  }

  /// Completes the plan with the sink's own position; nothing of the sink changes.
  private func join(_ plan: StartPlan, _ subject: StartSubject) throws(Failure) -> StartPlan {
    let context = SinkContext(plan.facts, subject.state, subject.choices, configuration.streams)
    do throws(SinkError) {
      return plan.joining(try sink.inspect(context)?.end)
    } catch {
      throw FailureText.sink(error, beforeAnything: subject.state == nil)
    }
  }

  private func tryTemporarySlot(_ sessions: inout SessionPair) throws(Failure) {
    do {
      let replication = try sessions.takeReplication()
      _ = try SlotCommands.create(
        "blink_dry_run_\(replication.backendProcessID)", temporary: true, over: replication)
    } catch let error as ServerError {
      throw Failure(.refused, "a temporary slot cannot be created: \(error.description)")
    } catch let error as ConnectionError {
      throw FailureText.connection(error, parameters)
    } catch {
      throw Failure(.unexpected, "\(error)")
    }
  }
}
