package import Diagnostics
private import Glibc

extension Style {
  /// Decides for a descriptor: `auto` colours a terminal unless `NO_COLOR` is set and not empty
  /// (no-color.org) or `TERM` is `dumb`. Marks are ASCII in the C locale.
  package init(_ choice: Choice, for descriptor: Int32) {
    let isColored =
      switch choice {
      case .always: true
      case .never: false
      case .auto:
        isatty(descriptor) == 1 && Self.variable("NO_COLOR") == nil
          && Self.variable("TERM") != "dumb"
      }
    self.init(isColored: isColored, isASCII: Self.isLocaleASCII)
  }

  /// Whether the locale is `C` or `POSIX` by name. Where none is set, as in most containers,
  /// terminals show UTF-8 all the same.
  private static var isLocaleASCII: Bool {
    let locale = variable("LC_ALL") ?? variable("LC_CTYPE") ?? variable("LANG")
    return locale == "C" || locale == "POSIX"
  }

  /// A variable of the environment; nil if it is unset or empty.
  private static func variable(_ name: String) -> String? {
    guard let value = unsafe getenv(name), unsafe value.pointee != 0 else { return nil }
    return unsafe String(cString: value)
  }
}
