import Delivery
import Diagnostics
import Postgres
import Replication
import Settings
import Start
import Synchronization
import System

/// Looks at the catalog from time to time while a run streams: a table that was replaced, or that
/// left the publication, is silent, so the stream alone cannot tell.
final class CatalogWatch: Sendable {
  /// A change that loses rows, and a position at which it had happened.
  struct Finding: Sendable {
    var stream: TrackedStream
    var change: StreamChange
    var position: LSN
  }

  private struct State {
    var isClosed = false
    var isHurried = false
    var finding: Finding?
    var looked: LSN?
  }

  private let server: Server
  private let publication: String
  private let publicationRow: CatalogRow?
  private let streams: [TrackedStream]
  private let onPartitionChange: PartitionChangePolicy
  private let interval: Duration
  private let reporter: any Reporter
  private let wake: WakeSignal
  private let state: Monitor<State>
  private let hasFinding = Atomic(false)
  /// Ends a question that is waiting for its answer.
  private let end: StopSignal

  /// Starts the thread.
  ///
  /// - Parameters:
  ///   - onPartitionChange: whether a partition that comes or goes ends the run.
  ///   - interval: between two looks.
  ///   - looked: the last position at which every stream was seen in place.
  ///   - wake: raised with a finding.
  /// - Throws: `unexpected` if no further thread can be started.
  init(
    _ server: Server, publication: String, publicationRow: CatalogRow?, streams: [TrackedStream],
    onPartitionChange: PartitionChangePolicy = .warn, interval: Duration, looked: LSN?,
    reporter: any Reporter, wake: WakeSignal
  ) throws(Failure) {
    self.server = server
    self.publication = publication
    self.publicationRow = publicationRow
    self.streams = streams
    self.onPartitionChange = onPartitionChange
    self.interval = interval
    self.reporter = reporter
    self.wake = wake
    state = Monitor(State(looked: looked))
    end = StopSignal()
    _ = try WorkThread { [self] in run() }
  }

  /// The first change that loses rows; nil while there is none.
  var finding: Finding? {
    hasFinding.load(ordering: .acquiring) ? state.read { $0.finding } : nil
  }

  /// The last position at which every stream was seen in place.
  var looked: LSN? { state.read { $0.looked } }

  /// Looks at once: the connection was lost, and in between anything may have happened.
  func hurry() { state.withLock { $0.isHurried = true } }

  /// Ends the thread.
  func close() {
    state.withLock { $0.isClosed = true }
    end.raise()
  }

  private func run() {
    var session: Connection?
    var reported: Set<String> = []
    var partitions = streams.flatMap { $0.partitions ?? [] }
    while waitForTurn() {
      // A look that fails is taken again at the next turn, over a new session.
      do throws(PipelineError) {
        let open = if let held = session.take() { held } else { try connect() }
        let look = try look(knowing: partitions, over: open)
        session = consume open
        if judge(look, &reported) || judge(partitions, look) { return }
        partitions = (look.partitions ?? []).filter { $0.root != 0 }
      } catch {
        guard !end.isRaised, reported.insert("failed").inserted else { continue }
        reporter.warning(
          "the catalog cannot be looked at (\(Self.words(error))): until it can, a table that is replaced"
            + " or no longer published is noticed only at the next start")
      }
    }
  }

  private func connect() throws(PipelineError) -> Connection {
    do {
      return try server.session(interrupt: end)
    } catch {
      throw .connection(error)
    }
  }

  private func look(
    knowing partitions: [Partition], over session: borrowing Connection
  ) throws(PipelineError) -> CatalogLook {
    do {
      return try CatalogLook.take(
        publication: publication, oids: streams.map(\.table.oid), names: streams.map(\.name),
        withColumns: false, partitions: partitions, over: session)
    } catch {
      throw .server(error, doing: "looking at the catalog")
    }
  }

  /// Reports what became of partitions; returns whether that ends the run.
  private func judge(_ before: [Partition], _ look: CatalogLook) -> Bool {
    for stream in streams where stream.partitions != nil {
      let changes = PartitionChange.all(
        of: stream.table.oid, from: before, to: look.partitions ?? [])
      for change in changes {
        if onPartitionChange == .stop, change.movesRows {
          end(with: Finding(stream: stream, change: .partition(change), position: look.after))
          return true
        }
        let text = TerminalText.sanitized(change.sentence(of: stream.name))
        if change.kind == .created { reporter.note(text) } else { reporter.warning(text) }
      }
    }
    return false
  }

  private func end(with finding: Finding) {
    state.withLock { $0.finding = finding }
    hasFinding.store(true, ordering: .releasing)
    wake.raise()
  }

  private static func words(_ error: PipelineError) -> String {
    switch error {
    case .connection(let error): error.description
    case .server(let error, _): error.description
    default: "\(error)"
    }
  }

  /// Waits for the next turn; returns false once the watch is closed.
  private func waitForTurn() -> Bool {
    state.wait(
      until: { $0.isClosed || $0.isHurried }, deadline: ContinuousClock.now + interval,
      then: { state in
        state.isHurried = false
        return !state.isClosed
      })
  }

  /// Returns whether something was found that ends the run.
  private func judge(_ look: CatalogLook, _ reported: inout Set<String>) -> Bool {
    for stream in streams {
      for change in StreamChange.all(of: stream, publication: publicationRow, in: look) {
        guard !change.losesRows else {
          end(with: Finding(stream: stream, change: change, position: look.after))
          return true
        }
        let text = Self.sentence(stream, change)
        if reported.insert(text).inserted { reporter.warning(text) }
      }
    }
    state.withLock { $0.looked = look.before }
    return false
  }

  private static func sentence(_ stream: TrackedStream, _ change: StreamChange) -> String {
    let name = TerminalText.sanitized(stream.name.description)
    return switch change {
    case .renamed(let now):
      "\(name) is now \(TerminalText.sanitized(now.description)): it is still streamed as \(name);"
        + " run blink-schema init to follow the rename"
    default: "\(name) was dropped: remove it from the file with blink-schema init"
    }
  }
}
