import Glibc

/// Keeps what holds passwords or changes with every run out of git.
enum GitIgnore {
  /// What no commit should hold: the variables, and the state of blink-run.
  static let lines = [".env", ".blink/state/"]

  /// What came of it.
  enum Outcome: Equatable {
    case added([String])
    /// Nothing to do: everything is there already, or the folder is in no work tree.
    case unchanged
    /// The reason why the file could not be written.
    case failed(String)
  }

  /// Appends the missing lines to the folder's `.gitignore`, if it is in a git work tree.
  static func extend(in folder: String) -> Outcome {
    guard isInWorkTree(folder) else { return .unchanged }
    let path = "\(folder)/.gitignore"
    let flags = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    let descriptor = unsafe open(path, flags, 0o644)
    guard descriptor >= 0 else { return .failed(unsafe String(cString: strerror(errno))) }
    defer { close(descriptor) }
    let present = read(descriptor)
    let known = present.split(separator: UInt8(ascii: "\n")).map { line in
      String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }
    let missing = lines.filter { !known.contains($0) && !known.contains("/" + $0) }
    guard !missing.isEmpty else { return .unchanged }
    let start = present.isEmpty || present.last == UInt8(ascii: "\n") ? "" : "\n"
    let text = Array((start + missing.map { $0 + "\n" }.joined()).utf8)
    let count = unsafe text.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    guard count == text.count else { return .failed(unsafe String(cString: strerror(errno))) }
    return .added(missing)
  }

  /// Whether the folder or one above it has a `.git`.
  private static func isInWorkTree(_ folder: String) -> Bool {
    guard let resolved = unsafe realpath(folder, nil) else { return false }
    defer { unsafe free(resolved) }
    var path = unsafe String(cString: resolved)
    while true {
      if unsafe access("\(path == "/" ? "" : path)/.git", F_OK) == 0 { return true }
      guard path != "/", let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else {
        return false
      }
      path = slash == path.utf8.startIndex ? "/" : String(path[..<slash])
    }
  }

  private static func read(_ descriptor: Int32) -> [UInt8] {
    var result: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count <= 0 { return result }
      result += chunk[..<count]
    }
  }
}
