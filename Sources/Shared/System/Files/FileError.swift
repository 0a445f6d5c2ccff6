private import Glibc

/// Something that could not be done with a file.
package struct FileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Why it could not be done.
  package enum Cause: Sendable, Equatable {
    /// A system call failed with this errno.
    case system(Int32)
    /// The name stands for a folder.
    case folder
    /// The name stands for a device, a pipe or a socket.
    case notOrdinary
    /// The file has more bytes than this.
    case larger(Int)
    /// The file ends before what was written to it.
    case shorter
    /// From this byte on the file holds what its owner did not write.
    case foreign(from: Int)
    /// A library reported this.
    case library(String)

    /// Something has the name already.
    package static let taken = system(EEXIST)
  }

  /// What was to be done, as a past participle: `created`, `written`.
  package var step: String
  package var path: String
  package var cause: Cause

  /// Describes an error.
  ///
  /// - Parameter cause: the errno of the call that has just failed on this thread, unless another
  ///   one is named.
  package init(_ step: String, _ path: String, _ cause: Cause? = nil) {
    self.step = step
    self.path = path
    self.cause = cause ?? .system(errno)
  }

  /// A sentence without a full stop, such as `out/t.jsonl cannot be written: No space left on
  /// device`.
  package var description: String { "\(path) cannot be \(step): \(reason)" }

  /// The last part of the sentence; for a system call the system's text (strerror(3)).
  package var reason: String {
    switch cause {
    case .system(let number): unsafe String(cString: strerror(number))
    case .folder: "it is a folder"
    case .notOrdinary: "it is not an ordinary file"
    case .larger(let limit): "it is larger than \(limit) bytes"
    case .shorter: "it ends too early"
    case .foreign(let start): "something else wrote to it behind its first \(start) bytes"
    case .library(let text): text
    }
  }

  /// The errno; 0 if no system call failed.
  package var number: Int32 { if case .system(let number) = cause { number } else { 0 } }

  /// Whether nothing has that name.
  package var isMissing: Bool { number == ENOENT }
  /// Whether something has that name already.
  package var isTaken: Bool { cause == .taken }
  /// Whether another process holds the lock.
  package var isLocked: Bool { number == EWOULDBLOCK }
  /// Whether the device, the quota or the limit on a file's size leaves no room.
  package var isFull: Bool { number == ENOSPC || number == EDQUOT || number == EFBIG }
  /// Whether the rights do not suffice.
  package var isForbidden: Bool { number == EACCES || number == EPERM || number == EROFS }
  /// Whether a file system on another machine was away for a moment.
  package var isTransient: Bool { number == ESTALE || number == ETIMEDOUT }
  /// Whether the process, or the system, has no descriptor left.
  package var isOutOfDescriptors: Bool { number == EMFILE || number == ENFILE }
  /// Whether nobody reads what is written, or the descriptor was never open.
  package var isUnread: Bool { number == EPIPE || number == EBADF }
}
