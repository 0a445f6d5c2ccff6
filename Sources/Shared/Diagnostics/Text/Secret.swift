/// A text that must not be printed: a password, or a connection string that may hold one.
///
/// Its descriptions and its reflection are redacted, so neither interpolation nor `dump`
/// nor an error message can show it. Only `reveal()` gives the text.
package struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let text: String

  /// Wraps `text`.
  package init(_ text: String) { self.text = text }

  /// The text itself, to hand to the library that needs it; never to a log.
  package func reveal() -> String { text }

  /// Whether the text is empty.
  package var isEmpty: Bool { text.isEmpty }

  /// Always `<secret>`.
  package var description: String { "<secret>" }
  /// Always `<secret>`.
  package var debugDescription: String { "<secret>" }
  /// Shows nothing.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
