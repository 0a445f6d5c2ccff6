import Foundation

extension Repository {
  /// The paths from the root of all files below a folder whose names end so, sorted.
  package static func files(in folder: String, ending suffix: String) -> [String] {
    let paths = FileManager.default.subpaths(atPath: file(folder).path) ?? []
    return paths.filter { $0.hasSuffix(suffix) }.map { "\(folder)/\($0)" }.sorted()
  }

  /// Whether there is a file or a folder with this path from the root.
  package static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: file(path).path)
  }
}
