private import Glibc

/// Makes sure that descriptors 0 to 2 are taken before anything else is opened, and that a
/// reader of our output that goes away, or a file that may not grow (`ulimit -f`), is an error of
/// write(2), not a death.
///
/// Where a caller closed one of them, the next file or socket would get its number, and events
/// or messages would be written into it.
package enum StandardStreams {
  /// Call before anything else. Writing to a standard output that was closed then fails, as it
  /// would have, instead of reaching another file.
  package static func secure() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest free number is this one; /dev/full refuses every write.
      let path = descriptor == 1 ? "/dev/full" : "/dev/null"
      _ = unsafe open(path, descriptor == 0 ? O_RDONLY : O_WRONLY)
    }
  }
}
