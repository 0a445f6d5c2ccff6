import ArgumentParser

@main
struct BlinkRun: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "blink-run")
}
