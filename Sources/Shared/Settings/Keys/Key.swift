/// A key of the configuration file, declared once: the reader and its hints, the reference page
/// and the JSON Schema come from here.
struct Key: Sendable {
  var name: String
  var kind: ValueKind
  /// Whether a file without it is refused.
  var isRequired: Bool
  /// What holds where it is left out, for people; empty where there is nothing to say.
  var standard: String
  var meaning: String

  /// A key that may be left out.
  init(_ name: String, _ kind: ValueKind, default standard: String = "", _ meaning: String) {
    self.name = name
    self.kind = kind
    isRequired = false
    self.standard = standard
    self.meaning = meaning
  }

  /// A key that may not.
  init(required name: String, _ kind: ValueKind, _ meaning: String) {
    self.name = name
    self.kind = kind
    isRequired = true
    standard = ""
    self.meaning = meaning
  }
}
