/// A key of the configuration file, declared once: the reader and its hints, the reference page
/// and the JSON Schema come from here.
struct Key: Sendable {
  var name: String
  var kind: ValueKind
  /// Whether a file without it is refused.
  var isRequired = false
  var fallback: Default
  var meaning: String
  var availability: Availability

  /// A key that may be left out.
  ///
  /// - Parameters:
  ///   - fallback: taken from the settings type, so that it is written once.
  ///   - availability: of a key that is not built yet, a value equal to the default is accepted,
  ///     as it asks for nothing.
  init(
    _ name: String, _ kind: ValueKind, default fallback: Default = .none, _ meaning: String,
    _ availability: Availability = .available
  ) {
    self.name = name
    self.kind = kind
    self.fallback = fallback
    self.meaning = meaning
    self.availability = availability
  }

  /// A key that may not.
  init(required name: String, _ kind: ValueKind, _ meaning: String) {
    self.init(name, kind, meaning)
    isRequired = true
  }

  /// The default for people; empty where there is nothing to say.
  var defaultText: String { fallback.text }
}
