package import Diagnostics

extension Style {
  /// Decides for a descriptor: `auto` colours a terminal unless `NO_COLOR` is set and not empty
  /// (no-color.org) or `TERM` is `dumb`. Marks are ASCII in the C locale.
  package init(_ choice: Choice, for descriptor: Int32) {
    let isColored =
      switch choice {
      case .always: true
      case .never: false
      case .auto:
        Terminal.isTerminal(descriptor) && ProcessEnvironment.nonEmpty("NO_COLOR") == nil
          && ProcessEnvironment.value("TERM") != "dumb"
      }
    self.init(isColored: isColored, isASCII: Self.isLocaleASCII)
  }

  /// Whether the locale is `C` or `POSIX` by name. Where none is set, as in most containers,
  /// terminals show UTF-8 all the same.
  private static var isLocaleASCII: Bool {
    let locale =
      ProcessEnvironment.nonEmpty("LC_ALL") ?? ProcessEnvironment.nonEmpty("LC_CTYPE")
      ?? ProcessEnvironment.nonEmpty("LANG")
    return locale == "C" || locale == "POSIX"
  }
}
