package import Diagnostics
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
  ///
  /// - Throws: `unexpected` where the system has no room for another thread.
  package init(_ body: @escaping @Sendable () -> Void) throws(Failure) {
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
    guard result == 0 else {
      // SAFETY: no thread took the reference over.
      unsafe work.release()
      // There is nothing for deinit to detach.
      isJoined = true
      throw Failure(
        .unexpected, "the system starts no further thread for this process (error \(result))",
        remedies: ["raise the limit on processes or memory (ulimit -u, ulimit -v, container)"])
    }
  }

  deinit { if !isJoined { pthread_detach(thread) } }

  /// Waits until it has ended; what it wrote can then be read.
  package func join() {
    guard !isJoined else { return }
    pthread_join(thread, nil)
    isJoined = true
  }
}
