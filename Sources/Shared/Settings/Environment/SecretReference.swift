/// `#{secret.…}`, with which upstream Blink asks a secret store. Only a whole value is one: a
/// name of the database may hold such a text.
package enum SecretReference {
  /// Whether the value is nothing but a reference.
  package static func matches(_ value: String) -> Bool {
    let bytes = value.utf8
    return bytes.starts(with: "#{secret.".utf8)
      && bytes.firstIndex(of: UInt8(ascii: "}")) == bytes.index(bytes.endIndex, offsetBy: -1)
  }

  /// The same for a JSON Schema.
  static let pattern = "^#\\{secret\\.[^}]*\\}$"
}
