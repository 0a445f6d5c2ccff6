import Diagnostics
import System

/// The first SIGINT or SIGTERM asks for an orderly end, the second one ends at once.
enum Signals {
  /// Must be called before any other thread exists, so that all of them block the signals.
  static func install(_ stop: StopSignal) throws(Failure) {
    SignalWait.block()
    _ = try WorkThread {
      _ = SignalWait.next()
      stop.raise()
      ProcessEnd.exitAtOnce(128 + SignalWait.next())
    }
  }
}
