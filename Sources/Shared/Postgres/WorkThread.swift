private import Glibc

/// A thread for work that waits or lasts (pthreads(7)).
///
/// Not a queue of Dispatch: as soon as one is used, its pool wakes this process up every second.
@safe package final class WorkThread {
  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private var thread = pthread_t()
  private var isJoined = false

  /// Starts it; `body` runs to its end also where this object is gone before.
  package init(_ body: @escaping @Sendable () -> Void) {
    let work = unsafe Unmanaged.passRetained(Work(body))
    // SAFETY: the thread takes over the reference that is passed, and is the only one to use it.
    let result = unsafe pthread_create(
      &thread, nil,
      { work in
        if let work = unsafe work {
          unsafe Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body()
        }
        return nil
      }, work.toOpaque())
    guard result == 0 else { fatalError("no thread can be started: error \(result) of the system") }
  }

  deinit { if !isJoined { pthread_detach(thread) } }

  /// Waits until it has ended; what it wrote can then be read.
  package func join() {
    guard !isJoined else { return }
    pthread_join(thread, nil)
    isJoined = true
  }
}
