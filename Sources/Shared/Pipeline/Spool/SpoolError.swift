/// A spool could not be made, written, cut or read back.
package struct SpoolError: Error, Sendable, Equatable {
  /// What could not be done.
  package enum Step: Sendable { case make, write, cut, read }

  package var step: Step
  /// The state directory, where spools are.
  package var folder: String
  /// `errno`; 0 where the file ends before what was written to it.
  package var number: Int32

  /// Makes an error.
  package init(_ step: Step, in folder: String, number: Int32) {
    self.step = step
    self.folder = folder
    self.number = number
  }
}
