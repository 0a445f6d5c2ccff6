import ArgumentParser
private import Settings

/// A duration on the command line: `500ms`, `10s`, `5m`, `1h`.
package struct DurationArgument: ExpressibleByArgument, Sendable {
  package let duration: Duration

  package init?(argument: String) {
    guard let duration = DurationText.parse(argument) else { return nil }
    self.duration = duration
  }
}
