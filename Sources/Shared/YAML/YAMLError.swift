/// Why a text is not a YAML document that we accept.
package struct YAMLError: Error, Sendable, Equatable {
  package var code: String
  package var message: String
  package var line: Int
  package var column: Int
  package var hint: String?
}
