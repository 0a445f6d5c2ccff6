package import Diagnostics
package import Settings
import System

/// The slot name that was generated for a configuration file without `slot_name`.
extension StateDirectory {
  /// The slot of a configuration, without creating anything: the configured name, or the one that
  /// was generated for its file; nil before the first run.
  package static func slot(
    of configuration: Configuration, _ options: RunOptions
  ) throws(Failure) -> String? {
    if let name = configuration.source.slotName { return name }
    return try generatedSlot(in: options.stateDirectory, stem: options.stem)
  }

  /// The name; nil before the first run.
  ///
  /// - Parameter stem: the file's name without its extension.
  package static func generatedSlot(in path: String, stem: String) throws(Failure) -> String? {
    guard let bytes = try StateFiles.read("\(path)/\(stem).slot") else { return nil }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.map(String.init)
  }

  /// Stores a name unless another process was faster.
  package static func setGeneratedSlot(
    _ name: String, in path: String, stem: String
  ) throws(Failure) {
    try create(path)
    let file = "\(path)/\(stem).slot"
    do throws(FileError) {
      let draft = try DurableFile(at: file, mode: 0o600)
      try draft.write(Array((name + "\n").utf8))
      // Unlike `replace()`, this leaves a name alone that another process has just stored.
      try draft.create()
    } catch {
      if !error.isTaken { throw StateFiles.failure("cannot be written", file, error) }
    }
  }

  /// Forgets the name.
  package static func removeGeneratedSlot(in path: String, stem: String) {
    try? Path.remove("\(path)/\(stem).slot")
  }
}
