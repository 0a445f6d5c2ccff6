/// A setting that comes from a role or a database (`ALTER ROLE … SET`, `ALTER DATABASE … SET`).
package struct SettingOverride: Sendable {
  /// Nil for every database.
  package var database: String?
  /// Nil for every role.
  package var role: String?
  package var name: String
  package var value: String

  /// Creates an override.
  package init(database: String? = nil, role: String? = nil, name: String, value: String) {
    self.database = database
    self.role = role
    self.name = name
    self.value = value
  }
}
