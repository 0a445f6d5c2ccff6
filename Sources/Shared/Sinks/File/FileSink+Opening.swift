import Delivery
import Diagnostics
import Events
import Postgres
import Settings
import System

/// What the sink makes of what it finds when it is opened.
extension FileSink {
  /// The path of a file that the position names.
  func path(of name: String) -> String { folder == "/" ? "/\(name)" : "\(folder)/\(name)" }

  /// Where the position of a slot is kept.
  func positionFile(_ slot: String) -> String { path(of: ".blink-\(slot).position.json") }

  /// The sink's position; nil before the first one and while a snapshot is unfinished.
  static func sinkPosition(_ position: FilePosition) -> SinkPosition? {
    if let snapshot = position.snapshot, !snapshot.isFinished { return nil }
    guard let end = position.end.flatMap({ LSN($0) }) else { return nil }
    return SinkPosition(event: position.event?.event, end: end)
  }

  /// The fence. Its folder is created before the first run only: later a folder that is missing is
  /// one that was not mounted.
  func takeLock(_ context: SinkContext) throws(FileError) -> FileLock {
    if context.statePosition == nil { try Folder.create(folder) }
    return try FileLock(path(of: ".blink-\(context.slot).lock"))
  }

  /// Reads and checks the position file; nil where there is none.
  func storedPosition(of context: SinkContext) throws(SinkError) -> FilePosition? {
    let file = positionFile(context.slot)
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try BoundedFile.contents(file, limit: 256 << 20, followsLinks: false)
    } catch {
      if error.isMissing { return nil }
      throw Self.error(error)
    }
    guard let found = FilePosition.decoded(bytes), found.version == 1 else {
      throw SinkError(
        .refused, "\(file) is damaged: it is not what blink-run writes",
        remedies: ["restore it from a backup of the folder, together with the files"])
    }
    guard found.systemID == context.systemID || context.adoptedSystemID == context.systemID else {
      throw SinkError(
        .refused,
        "the files in \(folder) are of the server with system identifier \(found.systemID), not"
          + " \(context.systemID)", remedies: ["name another path in sink.config"])
    }
    return found
  }

  /// Refuses streams that would share a file although the path names the table, and names that no
  /// file system takes.
  func checkNames(_ context: SinkContext) throws(SinkError) {
    let template = settings.path.name
    var owners: [String: String] = [:]
    for stream in context.streams {
      let name = FileNames.active(
        template, database: context.database, stream, date: "2026-01-01")
      let longest = name.split(separator: "/").map(\.utf8.count).max() ?? 0
      guard longest + FileNames.suffix <= FileNames.longest else {
        throw SinkError(
          .refused, "the file's name for \(stream.table) would have \(longest) bytes, too many",
          remedies: ["take {schema} or {database} out of the path, or make them folders"])
      }
      if let other = owners[name], template.contains(.table) {
        throw SinkError(
          .refused, "\(stream.table) and \(other) would share the file \(name)",
          remedies: ["write {schema} into the path, with a separator that no name holds"])
      }
      owners[name] = stream.table.description
    }
  }

  /// Brings the files to what the position says.
  func restore() throws(SinkError) {
    do throws(FileError) {
      do throws(FileError) {
        try restoreFiles()
      } catch  where error.isMissing || error.cause == .shorter {
        // A snapshot that was being taken back has lost files already.
        guard let snapshot = position.snapshot, !snapshot.isFinished else { throw error }
        try voidSnapshot()
      }
    } catch {
      files.removeAll()
      throw Self.error(error)
    }
  }

  private func restoreFiles() throws(FileError) {
    for finishing in position.finishing { try complete(finishing) }
    position.finishing = []
    for entry in position.files {
      guard try isWhole(entry) else {
        throw FileError("continued", path(of: entry.name), .shorter)
      }
    }
    position.files.removeAll { files[$0.name] == nil }
  }

  /// Cuts a file to its length; returns false where it does not have so many bytes.
  ///
  /// - Throws: `FileError`, with `foreign` if what it would cut off is not the sink's.
  private func isWhole(_ entry: FilePosition.Entry) throws(FileError) -> Bool {
    let path = path(of: entry.name)
    // Without a byte it may not have been created yet.
    guard let size = try Path.size(of: path) else { return entry.bytes == 0 }
    guard size >= entry.bytes else { return false }
    if size > entry.bytes {
      guard try FileTail.isOurs(path, entry.bytes..<size) else {
        throw FileError("continued", path, .foreign(from: entry.bytes))
      }
      try AppendingFile(opening: path).cut(to: entry.bytes)
      let count = Amount.count(size - entry.bytes, "byte")
      note(
        "\(path): cut off \(count) beyond the position, which a run left behind; their events come"
          + " again")
    }
    files[entry.name] = OpenFile(
      entry.name, at: path, length: entry.bytes, created: entry.created,
      first: entry.first.event ?? EventPosition(lsn: .zero, sequence: 0))
    return true
  }

  /// What an error on a file means to the run.
  static func error(_ error: FileError) -> SinkError {
    let message = "\(error)"
    if error.isTransient { return SinkError(.retry(after: nil), message) }
    if error.isLocked {
      return SinkError(
        .fenced, "another runner writes here: \(error.path) is locked",
        remedies: ["stop the other blink-run, or give this pipeline a path of its own"])
    }
    let remedy =
      if error.isFull {
        "make room, then start again"
      } else if error.isForbidden {
        "let the user of blink-run write there, then start again"
      } else if error.isMissing {
        "bring the folder back (is it mounted?), then start again"
      } else if error.isTaken {
        "move that file away: it is not one of this sink's"
      } else if error.cause == .shorter {
        "the file was removed or shortened: bring it back, with the position file beside it"
      } else if case .foreign(let start) = error.cause {
        Self.foreignRemedy(ShellText.word(error.path), start)
      } else {
        "look after the disk, then start again"
      }
    return SinkError(.refused, message, remedies: [remedy])
  }

  /// - Parameter path: a word for a shell.
  private static func foreignRemedy(_ path: String, _ start: Int) -> String {
    "move the bytes behind them to a file of your own, then start again; events among them come"
      + " again: tail -c +\(start + 1) \(path) > kept && truncate -s \(start) \(path)"
  }
}
