import System

/// Keeps files with passwords, and files that change with every run, out of git.
enum GitIgnore {
  /// What no commit should contain: the variables, and the state of blink-run.
  static let lines = [".env", ".blink/state/"]

  /// What came of it.
  enum Outcome: Equatable {
    case added([String])
    /// Nothing to do: every line is present, or the folder is in no work tree.
    case unchanged
    /// The reason why the file could not be written.
    case failed(String)
  }

  /// Appends the missing lines to the folder's `.gitignore`, if it is in a git work tree.
  static func extend(in folder: String) -> Outcome {
    guard isInWorkTree(folder) else { return .unchanged }
    let path = "\(folder)/.gitignore"
    do throws(FileError) {
      let contents = try contents(path)
      let missing = missing(from: contents)
      guard !missing.isEmpty else { return .unchanged }
      let isWhole = contents.isEmpty || contents.last == UInt8(ascii: "\n")
      let text = (isWhole ? "" : "\n") + missing.map { $0 + "\n" }.joined()
      try AppendingFile(continuing: path, followsLinks: false).append(Array(text.utf8))
      return .added(missing)
    } catch {
      return .failed(error.reason)
    }
  }

  private static func contents(_ path: String) throws(FileError) -> [UInt8] {
    do throws(FileError) {
      return try BoundedFile.contents(path, limit: 1 << 20, followsLinks: false)
    } catch {
      guard error.isMissing else { throw error }
      return []
    }
  }

  private static func missing(from contents: [UInt8]) -> [String] {
    let known = contents.split(separator: UInt8(ascii: "\n")).map { line in
      String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }
    return lines.filter { !known.contains($0) && !known.contains("/" + $0) }
  }

  /// Whether the folder or one above it has a `.git`.
  private static func isInWorkTree(_ folder: String) -> Bool {
    guard var path = Path.resolved(folder) else { return false }
    while true {
      if Path.exists("\(path == "/" ? "" : path)/.git") { return true }
      guard path != "/" else { return false }
      path = Path.folder(of: path)
    }
  }
}
