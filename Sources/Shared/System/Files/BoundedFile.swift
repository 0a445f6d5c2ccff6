package import Diagnostics
private import Glibc

/// Reads whole files: never more than a limit, and never a device that does not end.
package enum BoundedFile {
  /// What counts as a file.
  package enum Kind: Sendable {
    /// An ordinary file, also behind a symbolic link.
    case ordinary
    /// An ordinary file that the name itself stands for, not a link to one.
    case unlinked
    /// An ordinary file, or a pipe, which is read until its writer closes it.
    case orPipe
  }

  /// Why a file cannot be read.
  package enum Problem: Error, Sendable, Equatable, CustomStringConvertible {
    case system(SystemError)
    case notOrdinary
    case folder
    /// The file has more bytes than this.
    case larger(Int)

    package var description: String {
      switch self {
      case .system(let error): error.description
      case .notOrdinary: "it is not an ordinary file"
      case .folder: "it is a folder"
      case .larger(let limit): "it is larger than \(limit) bytes"
      }
    }

    /// What to do about it.
    var remedy: String {
      switch self {
      case .system(let error) where error.number == ENOENT || error.number == ENOTDIR:
        "check the path, which is relative to the current folder"
      case .system(let error) where error.number == EACCES:
        "let this user read the file and enter its folders, or run as another user"
      case .system: "name another file"
      case .notOrdinary: "name an ordinary file"
      case .folder: "name a file in it"
      case .larger: "name another file: none of blink's is so large"
      }
    }

    /// Whether there is nothing of that name.
    package var isMissing: Bool {
      if case .system(let error) = self { error.isMissing } else { false }
    }
  }

  /// The largest file that a user may name, in bytes.
  package static let limit = 64 << 20

  /// The bytes of a file that a user names.
  ///
  /// - Throws: a configuration failure.
  package static func read(
    _ path: String, limit: Int = limit, _ kind: Kind = .ordinary
  ) throws(Failure) -> [UInt8] {
    guard !path.utf8.contains(0) else {
      throw Failure(.configuration, "a path cannot hold a NUL byte")
    }
    do {
      return try contents(path, limit: limit, kind)
    } catch {
      throw failure(path, error)
    }
  }

  /// What a user reads of a file that cannot be read.
  static func failure(_ path: String, _ problem: Problem) -> Failure {
    Failure(
      .configuration, "the file cannot be read: \(problem)",
      subject: TerminalText.sanitized(path), remedies: [problem.remedy])
  }

  /// The bytes of a file of at most `limit` bytes.
  package static func contents(
    _ path: String, limit: Int, _ kind: Kind = .ordinary
  ) throws(Problem) -> [UInt8] {
    let file = try opened(path, kind)
    do throws(SystemError) {
      let size = try file.status().size
      let bytes = size <= limit ? try file.readAll(limit: limit, expected: size) : []
      if size <= limit, bytes.count <= limit { return bytes }
    } catch {
      throw .system(error)
    }
    throw .larger(limit)
  }

  /// The first bytes of an ordinary file: `count`, or all where it has fewer.
  package static func beginning(_ path: String, count: Int) throws(Problem) -> [UInt8] {
    let file = try opened(path, .ordinary)
    do {
      return Array(try file.readAll(limit: count).prefix(count))
    } catch {
      throw .system(error)
    }
  }

  private static func opened(_ path: String, _ kind: Kind) throws(Problem) -> Descriptor {
    var isFolder = false
    do throws(SystemError) {
      // Without O_NONBLOCK the opening of a pipe waits for a writer.
      let flags = kind == .orPipe ? 0 : kind == .unlinked ? O_NONBLOCK | O_NOFOLLOW : O_NONBLOCK
      let file = try Descriptor(opening: path, O_RDONLY | flags)
      switch try file.status().type {
      case S_IFREG: return file
      case S_IFIFO, S_IFSOCK: if kind == .orPipe { return file }
      case S_IFDIR: isFolder = true
      default: break
      }
    } catch {
      throw .system(error)
    }
    throw isFolder ? .folder : .notOrdinary
  }
}
