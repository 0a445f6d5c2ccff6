package import Diagnostics

extension Style {
  /// Decides for a descriptor: `auto` colours a terminal unless `NO_COLOR` is set and not empty
  /// (no-color.org) or `TERM` is `dumb`.
  package init(_ choice: Choice, for descriptor: Int32) {
    switch choice {
    case .always: self.init(isColored: true)
    case .never: self.init(isColored: false)
    case .auto:
      self.init(
        isColored: Terminal.isTerminal(descriptor)
          && ProcessEnvironment.nonEmpty("NO_COLOR") == nil
          && ProcessEnvironment.value("TERM") != "dumb")
    }
  }
}
