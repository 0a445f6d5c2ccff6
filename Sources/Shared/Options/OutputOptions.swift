package import ArgumentParser
package import Diagnostics
import System

/// `--color`, which every command has.
package struct OutputOptions: ParsableArguments {
  @Option(help: "When to colour; auto: on a terminal, unless NO_COLOR is set.")
  package var color: Style.Choice = .auto

  package init() {}

  /// The style for what goes to a descriptor.
  package func style(_ descriptor: Int32) -> Style { Style(color, for: descriptor) }
}
