package import ArgumentParser
private import Glibc

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
    for name in ["BLINK_STATE_DIR", "STATE_DIRECTORY"] {
      guard let value = unsafe getenv(name) else { continue }
      let text = unsafe String(cString: value)
      // systemd joins several directories with colons; the first one is ours.
      let first =
        name == "STATE_DIRECTORY" ? text.split(separator: ":").first.map(String.init) : text
      if let first, !first.isEmpty { return first }
    }
    return "\(directory)/.blink/state"
  }
}
