import Settings
import System

/// How a file that grows becomes one that is finished: it is named in the position file, compressed
/// beside itself, and renamed when it is complete. Each step can be repeated after a crash.
extension FileSink {
  /// The name under which a finished file is written.
  static func draft(_ final: String) -> String { "\(final).tmp" }

  /// Finishes the files of days before `date`: nothing more comes for them but a late commit.
  func finish(before date: String) throws(FileError) {
    let names = position.files.filter { $0.date < date }.map(\.name)
    try finish(names.sorted().compactMap { files[$0] })
  }

  /// Finishes files; other ones of the same name may be created afterwards.
  func finish(_ old: [OpenFile]) throws(FileError) {
    guard !old.isEmpty else { return }
    try makeDurable()
    for file in old {
      let final = FileNames.finished(
        file.name, first: file.first, suffix: compressor?.suffix ?? "")
      for name in [final, Self.draft(final)] where try Path.size(of: path(of: name)) != nil {
        throw FileError("created", path(of: name), .taken)
      }
      position.files.removeAll { $0.name == file.name }
      position.finishing.append(
        FilePosition.Finishing(
          active: file.name, final: final, compression: settings.compression.rawValue))
      position.snapshot?.files.append(final)
      files[file.name] = nil
    }
    try store()
    for finishing in position.finishing { try complete(finishing) }
    // Stored before the name is used again: until then a repetition does nothing.
    position.finishing = []
  }

  /// Carries out what a file needs to get its final name, as far as it has not happened yet.
  func complete(_ finishing: FilePosition.Finishing) throws(FileError) {
    let (active, final) = (path(of: finishing.active), path(of: finishing.final))
    let folder = Path.folder(of: active)
    let isThere = try Path.size(of: final) != nil
    if let compressor, finishing.compression != "none" {
      if !isThere {
        let draft = Self.draft(final)
        try Path.remove(draft)
        try compressor.compress(active, to: draft)
        try Path.rename(draft, to: final)
        try Folder.sync(folder)
      }
      try Path.remove(active)
    } else {
      let isUnfinished = try Path.size(of: active) != nil
      if isUnfinished || !isThere { try Path.rename(active, to: final) }
    }
    try Folder.sync(folder)
  }
}
