package import Delivery
package import Postgres
import System

/// The rows of a snapshot are in files of their own until the first event of the stream: so a
/// snapshot that begins again can take them back.
extension FileSink {
  package func beginSnapshot(at point: LSN) throws(SinkError) {
    do throws(FileError) {
      try voidSnapshot()
      try finish(files.values.sorted { $0.name < $1.name })
      try startSnapshot(at: point)
    } catch {
      throw Self.error(error)
    }
  }

  package func endSnapshot(at point: LSN) throws(SinkError) {
    do throws(FileError) { try completeSnapshot(at: point) } catch { throw Self.error(error) }
  }

  /// An event of the stream follows: a finished snapshot is for good, another one is void.
  func leaveSnapshot() throws(FileError) {
    guard let snapshot = position.snapshot else { return }
    if snapshot.isFinished {
      position.snapshot = nil
    } else {
      try voidSnapshot()
    }
  }

  /// Takes back what was written of a snapshot.
  func voidSnapshot() throws(FileError) {
    guard let snapshot = position.snapshot else { return }
    files.removeAll()
    position.snapshot?.isFinished = false
    try store()
    var names = snapshot.files + position.files.map(\.name)
    for finishing in position.finishing {
      names += [finishing.active, Self.draft(finishing.final), finishing.final]
    }
    for name in names { try Path.remove(path(of: name)) }
    for folder in Set(names.map { Path.folder(of: path(of: $0)) }) {
      do throws(FileError) { try Folder.sync(folder) } catch  where error.isMissing {}
    }
    position.files = []
    position.finishing = []
    position.snapshot = nil
    try store()
  }
}
