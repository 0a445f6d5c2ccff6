private import Glibc

/// An exclusive lock on a file (flock(2)), held until this object is gone or the process ends,
/// however it ends.
package final class FileLock: Sendable {
  /// Why a lock cannot be taken.
  package enum Problem: Error, Sendable, Equatable {
    /// Another process, or another lock of this one, holds it.
    case held
    case system(SystemError)
  }

  private let file: Descriptor

  /// Locks a file, which is created with mode 0600 where it is missing; never waits.
  package init(_ path: String) throws(Problem) {
    do {
      file = try Descriptor(opening: path, O_RDWR | O_CREAT | O_NOFOLLOW, mode: 0o600)
    } catch {
      throw .system(error)
    }
    do {
      _ = try Descriptor.retrying { flock(file.number, LOCK_EX | LOCK_NB) }
    } catch {
      throw error.number == EWOULDBLOCK ? .held : .system(error)
    }
  }
}
