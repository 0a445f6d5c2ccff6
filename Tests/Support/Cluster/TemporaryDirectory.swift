import Foundation

/// A folder of its own that is gone with this object.
package final class TemporaryDirectory: Sendable {
  package let path: String

  /// Creates the folder.
  ///
  /// - Parameter isInMemory: whether it may be on a file system in memory, where fsync costs nothing.
  package init(isInMemory: Bool = false) throws {
    let memory = "/dev/shm/"
    let isPossible = isInMemory && FileManager.default.isWritableFile(atPath: memory)
    path = (isPossible ? memory : NSTemporaryDirectory()) + "blink-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file into it and gives its path.
  @discardableResult
  package func write(_ name: String, _ text: String) throws -> String {
    let file = "\(path)/\(name)"
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    return file
  }

  /// A file's text.
  package func read(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }
}
