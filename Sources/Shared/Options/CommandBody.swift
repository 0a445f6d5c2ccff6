package import ArgumentParser
package import Diagnostics
import System

/// Runs what a command does and turns its failure into a message and an exit code.
package enum CommandBody {
  /// Characters of a line about wrong use: longer than any usage line, shorter than what can be
  /// typed.
  private static let longestLine = 4000

  /// Runs a tool from its command line to its end.
  ///
  /// ArgumentParser's own messages repeat what was typed, so they are made safe for a terminal.
  ///
  /// - Parameter arguments: the command line; nil for that of the process.
  package static func main<Tool: ParsableCommand>(
    _ tool: Tool.Type, _ arguments: [String]? = nil
  ) -> Never {
    StandardStreams.secure()
    var code = ExitCode.success
    do {
      var command = try tool.parseAsRoot(arguments)
      try command.run()
    } catch {
      code = tool.exitCode(for: error)
      let text = tool.fullMessage(for: error)
      if code.isSuccess {
        // Help, the version or a script for a shell.
        Terminal.output(text + "\n")
      } else if !text.isEmpty {
        // ArgumentParser begins with a capital, our own messages do not.
        let own = text.hasPrefix("Error: ") ? "error: " + text.dropFirst(7) : text
        var lines = own.split(separator: "\n", omittingEmptySubsequences: false)
        if let meant = command(meant: arguments ?? Array(CommandLine.arguments.dropFirst()), tool) {
          lines[0] += ". Did you mean '\(meant)'?"
        }
        Terminal.error(
          lines.map { TerminalText.sanitized(String($0.prefix(longestLine))) }
            .joined(separator: "\n"))
      }
    }
    ProcessEnd.exit(
      Terminal.reportLoss() && code.isSuccess ? Failure.Kind.unexpected.rawValue : code.rawValue)
  }

  /// The command that a misspelled one may mean: ArgumentParser suggests only options.
  private static func command<Tool: ParsableCommand>(
    meant arguments: [String], _ tool: Tool.Type
  ) -> String? {
    let commands = tool.configuration.subcommands.map { $0._commandName }
    guard let first = arguments.first, !first.hasPrefix("-"), !commands.contains(first) else {
      return nil
    }
    return Nearest.match(for: first, in: commands)
  }

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
