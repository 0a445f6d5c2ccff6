private import Glibc

/// Colours for a terminal, or none.
package struct Style: Sendable {
  /// When to colour (`--color`).
  package enum Choice: String, Sendable, CaseIterable {
    case auto, always, never
  }

  private let isColored: Bool

  /// Colours or not.
  package init(isColored: Bool) { self.isColored = isColored }

  /// Decides for a descriptor: `auto` colours a terminal unless `NO_COLOR` is set and not empty
  /// (no-color.org) or `TERM` is `dumb`.
  package init(_ choice: Choice, for descriptor: Int32) {
    switch choice {
    case .always: isColored = true
    case .never: isColored = false
    case .auto:
      let refused = unsafe getenv("NO_COLOR").map { unsafe $0.pointee != 0 } ?? false
      let isDumb = unsafe getenv("TERM").map { unsafe String(cString: $0) == "dumb" } ?? false
      isColored = isatty(descriptor) == 1 && !refused && !isDumb
    }
  }

  private func wrap(_ code: String, _ text: String) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  /// Emphasised.
  package func bold(_ text: String) -> String { wrap("1", text) }
  /// Set back.
  package func dim(_ text: String) -> String { wrap("2", text) }
  /// For errors.
  package func red(_ text: String) -> String { wrap("31", text) }
  /// For what is well.
  package func green(_ text: String) -> String { wrap("32", text) }
  /// For warnings.
  package func yellow(_ text: String) -> String { wrap("33", text) }
}
