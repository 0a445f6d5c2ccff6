import System

/// Where the spools of a pipeline are created: its state directory.
package struct SpoolFolder: Sendable {
  /// The directory's path.
  package let path: String
  private let prefix: String

  /// - Parameter slot: the pipeline's slot, for the names of its files.
  package init(path: String, slot: String) {
    self.path = path
    prefix = "\(slot).spool-"
  }

  /// Creates an empty file, mode 0600, that no folder names any more.
  func open() throws(PipelineError) -> Descriptor {
    do {
      return try UnnamedFile.open(in: path, prefix: prefix)
    } catch {
      throw .spool(SpoolError(.make, in: path, error))
    }
  }

  /// Takes away what a process left that was killed between creating a file and taking its name.
  ///
  /// The caller holds the state's lock: nobody else creates spools of this slot.
  package func sweep() {
    for name in Folder.names(in: path, beginningWith: prefix) {
      try? Path.remove("\(path)/\(name)")
    }
  }
}
