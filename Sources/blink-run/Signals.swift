import Diagnostics
import Glibc
import System

/// The first SIGINT or SIGTERM asks for an orderly end, the second one ends at once.
enum Signals {
  /// Must be called before any other thread exists, so that all of them block the signals.
  static func install(_ stop: WakeSignal) throws(Failure) {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    unsafe sigaddset(&set, SIGINT)
    unsafe sigaddset(&set, SIGTERM)
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    _ = try WorkThread {
      var set = sigset_t()
      unsafe sigemptyset(&set)
      unsafe sigaddset(&set, SIGINT)
      unsafe sigaddset(&set, SIGTERM)
      var number: Int32 = 0
      unsafe sigwait(&set, &number)
      stop.raise()
      unsafe sigwait(&set, &number)
      _exit(128 + number)
    }
  }
}
