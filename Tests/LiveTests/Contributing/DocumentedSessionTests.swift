import Foundation
import Support
import Testing

/// The sessions in README.md and docs/tutorial.md.
@Suite struct DocumentedSessionTests {
  /// Runs every command of the two pages on fresh servers; `BLINK_RECORD=1` writes them anew.
  @Test func theyAreWhatTheToolsPrint() throws {
    var environment = ProcessInfo.processInfo.environment
    environment["BLINK_BIN_DIR"] =
      URL(fileURLWithPath: BlinkBinary.run.path).deletingLastPathComponent().path
    let isRecording = environment["BLINK_RECORD"] == "1"
    let outcome = try Program.run(
      Repository.file("scripts/demo").path, [isRecording ? "--record" : "--check"],
      environment: environment, directory: Repository.root.path, timeout: 300)
    #expect(outcome.exit == 0, "\(outcome.stdout)\(outcome.stderr)")
  }
}
