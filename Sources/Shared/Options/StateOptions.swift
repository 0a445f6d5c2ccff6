package import ArgumentParser
import System

/// Where the state is kept; every command that has a state has this.
package struct StateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder of the state (default: BLINK_STATE_DIR, STATE_DIRECTORY, .blink/state).",
      valueName: "path"), completion: .directory)
  package var stateDir: String?

  package init() {}

  /// The option, else `BLINK_STATE_DIR`, else systemd's `STATE_DIRECTORY`, else beside the file.
  package func path(beside directory: String) -> String {
    if let stateDir { return stateDir }
    if let path = ProcessEnvironment.nonEmpty("BLINK_STATE_DIR") { return path }
    // systemd joins several directories with colons; the first one is ours.
    let paths = ProcessEnvironment.value("STATE_DIRECTORY")?.split(separator: ":")
    return paths?.first.map(String.init) ?? "\(directory)/.blink/state"
  }
}
