private import Dispatch

/// A session that is being opened while its owner does something else.
final class OpeningSession: @unchecked Sendable {
  // SAFETY: the two are written before the group is left, and read after that was waited for.
  private var session: Connection?
  private var problem: ConnectionError?
  private let group = DispatchGroup()

  /// Begins to open it, on a thread of its own.
  init(_ opening: @escaping @Sendable () throws(ConnectionError) -> Connection) {
    DispatchQueue.global(qos: .userInitiated).async(group: group) { [self] in
      do throws(ConnectionError) {
        session = try opening()
      } catch {
        problem = error
      }
    }
  }

  /// Waits until it is open, or is not to be had.
  func finish() throws(ConnectionError) -> Connection {
    group.wait()
    if let open = session.take() { return open }
    throw problem ?? ConnectionError(.other, message: "the session was taken before")
  }
}
