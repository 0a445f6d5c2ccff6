private import Glibc

/// The end of this process.
package enum ProcessEnd {
  /// Ends it in order (exit(3)).
  package static func exit(_ code: Int32) -> Never { Glibc.exit(code) }

  /// Ends it at once, whatever other threads do (_exit(2)).
  package static func exitAtOnce(_ code: Int32) -> Never { _exit(code) }
}
