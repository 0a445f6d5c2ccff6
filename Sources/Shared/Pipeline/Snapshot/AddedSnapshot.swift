import Diagnostics
import Postgres
import Replication
import System

/// The snapshot of streams that are added to a running pipeline, on a thread of its own: it finds the
/// point, waits until the stream has come there, and copies (docs/explanation/start-and-gaps.md).
///
/// The session that created the temporary slot lives as long as the thread.
final class AddedSnapshot: Sendable {
  /// Copies as of the snapshot that the session has exported.
  typealias Copy =
    @Sendable (SlotCommands.Created, borrowing Connection, Server) throws(PipelineError) -> Void

  private struct State {
    var point: LSN?
    var mayCopy = false
    var isAbandoned = false
  }

  /// Opens when the point is known: the stream then goes on to it.
  let found: StreamGate
  /// Opens when every row is durable.
  let copied: StreamGate
  private let server: Server
  private let state = Monitor(State())
  private let abandoned: StopSignal

  /// - Parameters:
  ///   - server: the source; its own stop signal does not reach this thread.
  ///   - wake: raised when something has happened.
  init(_ server: Server, wake: WakeSignal) {
    abandoned = StopSignal()
    var own = Server(server.parameters, stop: abandoned)
    own.description = server.description
    self.server = own
    found = StreamGate(wake: wake)
    copied = StreamGate(wake: wake)
  }

  /// Starts the thread.
  ///
  /// - Throws: `unexpected` if no further thread can be started.
  func start(_ copy: @escaping Copy) throws(Failure) -> WorkThread {
    try WorkThread { [self] in run(copy) }
  }

  /// The snapshot's consistent point; nil before it is found.
  var point: LSN? { state.read { $0.point } }

  /// The stream has come to the point.
  func allowCopy() { state.withLock { $0.mayCopy = true } }

  /// Ends the thread, whatever it is doing; the temporary slot goes with it.
  func abandon() {
    state.withLock { $0.isAbandoned = true }
    abandoned.raise()
  }

  private func run(_ copy: Copy) {
    do throws(PipelineError) {
      let holder = try open()
      let created = try create(over: holder)
      state.withLock { $0.point = created.consistentPoint }
      found.open(before: created.consistentPoint)
      let mayCopy = state.wait(
        until: { $0.mayCopy || $0.isAbandoned }, then: { !$0.isAbandoned })
      guard mayCopy else { throw .stopped }
      try copy(created, holder, server)
      copied.open(before: nil)
    } catch {
      found.fail(error)
      copied.fail(error)
    }
  }

  private func open() throws(PipelineError) -> Connection {
    do {
      return try server.session(replication: true)
    } catch {
      throw .connection(error)
    }
  }

  private func create(
    over holder: borrowing Connection
  ) throws(PipelineError) -> SlotCommands.Created {
    do {
      return try SlotCommands.create(
        "blink_tmp_" + SlotName.random(12), temporary: true, over: holder)
    } catch {
      throw .server(error, doing: "creating the temporary slot of the added streams' snapshot")
    }
  }
}
