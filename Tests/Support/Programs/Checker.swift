import Foundation

/// The real programs that read what `init` writes.
package enum Checker {
  /// Runs one of those that `scripts/setup --checkers` installs; `folder` is the working directory.
  package static func run(
    _ name: String, _ arguments: [String], in folder: TemporaryDirectory
  ) throws -> Program.Outcome {
    let root = Repository.root.path
    let places = ["\(root)/.build-tools/venv/bin", "/usr/bin", "/bin"]
    guard
      let place = places.first(where: {
        FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
      })
    else { throw SupportError("\(name) is not installed: run scripts/setup --checkers") }
    return try Program.run(
      "\(place)/\(name)", arguments,
      environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path, "LANG": "C.UTF-8"],
      directory: folder.path, timeout: 120)
  }
}
