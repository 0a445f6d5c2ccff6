import Catalog
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
    try Preflight.run(
      configuration, parameters,
      PreflightSubject(slot: slot, publication: publication, mayPublish: true), reporter)
    var server = Server(parameters, stop: stop)
    let tables: [Table]
    do {
      let session = try server.session()
      try server.look(with: session)
      tables = try Introspection.tables(on: session, names: configuration.streams.map(\.table))
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
    Terminal.output(plan(tables, slot, publication))
  }

  private func plan(_ tables: [Table], _ slot: String, _ publication: String) -> String {
    var lines = ["slot \(slot), publication \(publication)"]
    for stream in configuration.streams {
      guard let table = tables.first(where: { $0.name == stream.table }) else { continue }
      let hasToast = table.columns.contains {
        ["text", "varchar", "bytea", "jsonb", "json"].contains($0.type.base.name.text)
      }
      let before =
        table.replicaIdentity == .full ? "the whole old row" : "the old key, if it changed"
      lines.append("\(stream.written): \(stream.columns.count) columns")
      lines.append(
        "  snapshot  " + (configuration.source.streamSnapshot ? "every row" : "none"))
      lines.append("  insert    the new row")
      lines.append(
        "  update    the new row"
          + (hasToast && table.replicaIdentity != .full
            ? ", unchanged large values named in `unchanged`" : "") + "; before: \(before)")
      lines.append(
        "  delete    " + (table.replicaIdentity == .full ? "the whole old row" : "the old key"))
      lines.append("  truncate  one event")
    }
    lines.append("dry run: everything is in order, nothing was changed")
    return lines.map { TerminalText.sanitized($0) }.joined(separator: "\n") + "\n"
  }
}
