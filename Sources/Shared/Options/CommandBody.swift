import ArgumentParser
package import Diagnostics

/// Runs what a command does and turns its failure into a message and an exit code.
package enum CommandBody {
  /// - Parameter isTold: whether the report on stdout says everything already.
  /// - Throws: only ArgumentParser's exit codes.
  package static func run(
    _ output: OutputOptions, _ body: () throws(Failure) -> Void,
    onFailure isTold: (Failure) -> Bool = { _ in false }
  ) throws {
    do {
      try body()
    } catch {
      if !isTold(error) { show(error, output) }
      throw ExitCode(error.kind.rawValue)
    }
  }

  /// Writes a failure to stderr.
  package static func show(_ failure: Failure, _ output: OutputOptions) {
    Terminal.error(FailureRenderer.text(failure, style: output.style(2)))
  }
}
