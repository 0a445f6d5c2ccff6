/// Colours for a terminal, or none.
package struct Style: Sendable {
  /// When to colour (`--color`).
  package enum Choice: String, Sendable, CaseIterable {
    case auto, always, never
  }

  private let isColored: Bool
  /// Whether marks are ASCII only.
  package let isASCII: Bool

  /// Colours or not.
  package init(isColored: Bool, isASCII: Bool = false) {
    self.isColored = isColored
    self.isASCII = isASCII
  }

  /// The mark of what is well.
  package var tick: String { green(isASCII ? "ok" : "✓") }
  /// The mark of what is wrong.
  package var cross: String { red(isASCII ? "x" : "✗") }
  /// Between parts of a line.
  package var dot: String { isASCII ? "-" : "·" }

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
