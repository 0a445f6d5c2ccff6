private import Glibc

/// An error of the operating system (errno(3)).
package struct SystemError: Error, Sendable, Equatable, CustomStringConvertible {
  /// `errno`; 0 where a file ended before what was written to it.
  package let number: Int32

  /// Wraps an `errno`.
  package init(_ number: Int32) { self.number = number }

  /// The error of the call that has just failed on this thread.
  package static var last: SystemError { SystemError(errno) }

  /// A file ended before what was written to it.
  package static let endOfFile = SystemError(0)

  /// The system's text, as in `No space left on device`.
  package var description: String {
    number == 0 ? "it ends too early" : unsafe String(cString: strerror(number))
  }

  /// Whether there is nothing of that name.
  package var isMissing: Bool { number == ENOENT }
  /// Whether the name is taken.
  package var isTaken: Bool { number == EEXIST }
  /// Whether the process, or the system, has no descriptor left.
  package var isOutOfDescriptors: Bool { number == EMFILE || number == ENFILE }
  /// Whether nobody reads what is written, or the descriptor was never open.
  package var isUnread: Bool { number == EPIPE || number == EBADF }

  /// The file system has no hard links, or none for this user.
  var refusesLinks: Bool { number == EPERM || number == EOPNOTSUPP || number == ENOSYS }
  /// The file system cannot sync folders, which PostgreSQL's fsync_fname ignores as well.
  var cannotSyncFolders: Bool { number == EINVAL || number == EBADF }
}
