package import System

/// A spool could not be created, written, cut or read back.
package struct SpoolError: Error, Sendable, Equatable {
  /// What could not be done.
  package enum Step: Sendable { case make, write, cut, read }

  package var step: Step
  /// The state directory, where spools are.
  package var folder: String
  package var cause: FileError

  /// Describes an error.
  package init(_ step: Step, in folder: String, _ cause: FileError) {
    self.step = step
    self.folder = folder
    self.cause = cause
  }
}
