package import Foundation

/// The checkout that the tests were built from.
package enum Repository {
  /// The folder of Package.swift.
  package static let root: URL = {
    var folder = URL(fileURLWithPath: #filePath)
    let manager = FileManager.default
    repeat {
      folder = folder.deletingLastPathComponent()
    } while !manager.fileExists(atPath: folder.appendingPathComponent("Package.swift").path)
      && folder.path != "/"
    return folder
  }()

  /// A file or folder by its path from the root.
  package static func file(_ path: String) -> URL { root.appendingPathComponent(path) }
}
