private import Glibc

/// Waiting for SIGINT and SIGTERM on a thread of its own, in place of handlers.
package enum SignalWait {
  /// Blocks both signals on this thread and on every one that it starts.
  ///
  /// To be called before any other thread exists: one that does not block them would end the
  /// process.
  package static func block() {
    var set = signals()
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Waits for the next one of them and returns its number.
  package static func next() -> Int32 {
    var set = signals()
    var number: Int32 = 0
    unsafe sigwait(&set, &number)
    return number
  }

  private static func signals() -> sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    unsafe sigaddset(&set, SIGINT)
    unsafe sigaddset(&set, SIGTERM)
    return set
  }
}
