import ArgumentParser

@main
struct BlinkSchema: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "blink-schema")
}
