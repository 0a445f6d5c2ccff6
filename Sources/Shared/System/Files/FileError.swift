private import Glibc

/// A system call on a file that failed.
package struct FileError: Error, Sendable, Equatable {
  /// What was to be done, as a past participle: `created`, `written`.
  package var step: String
  package var path: String
  /// The error's number (errno).
  package var number: Int32

  /// Describes a failed call.
  ///
  /// - Parameter number: errno where it is nil.
  package init(_ step: String, _ path: String, number: Int32? = nil) {
    self.step = step
    self.path = path
    self.number = number ?? errno
  }

  /// Describes a lock that could not be taken.
  package init(_ problem: FileLock.Problem, _ path: String) {
    switch problem {
    case .held: self.init("locked", path, number: EWOULDBLOCK)
    case .system(let error): self.init("locked", path, number: error.number)
    }
  }

  /// The numbers for what is found out without a failed call: no memory, a library's own error, a
  /// name that is taken, a file that lost bytes.
  package static let (outOfMemory, damaged, taken, shortened): (Int32, Int32, Int32, Int32) = (
    ENOMEM, EIO, EEXIST, ENODATA
  )

  /// The system's words for the error.
  package var reason: String { unsafe String(cString: strerror(number)) }

  /// Whether nothing has that name.
  package var isMissing: Bool { number == ENOENT }

  /// Whether something has that name already.
  package var isTaken: Bool { number == EEXIST }

  /// Whether another process holds the lock.
  package var isLocked: Bool { number == EWOULDBLOCK }

  /// Whether the device, the quota or the limit on a file's size leaves no room.
  package var isFull: Bool { number == ENOSPC || number == EDQUOT || number == EFBIG }

  /// Whether the rights do not suffice.
  package var isForbidden: Bool { number == EACCES || number == EPERM || number == EROFS }

  /// Whether a file system on another machine was away for a moment.
  package var isTransient: Bool { number == ESTALE || number == ETIMEDOUT }
}
