/// A setting that a role or a database brings (`ALTER ROLE … SET`, `ALTER DATABASE … SET`).
package struct SettingOverride: Sendable {
  /// Nil for every database.
  package var database: String?
  /// Nil for every role.
  package var role: String?
  package var name: String
  package var value: String

  /// Makes an override.
  package init(database: String? = nil, role: String? = nil, name: String, value: String) {
    self.database = database
    self.role = role
    self.name = name
    self.value = value
  }
}
