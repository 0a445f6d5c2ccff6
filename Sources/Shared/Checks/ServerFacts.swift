package import Postgres

/// What the server says of itself, of this role and of this database.
package struct ServerFacts: Sendable {
  /// A setting, in the server's own unit.
  package struct Setting: Sendable {
    package var value: String
    package var isPendingRestart: Bool

    /// Makes a setting.
    package init(value: String, isPendingRestart: Bool) {
      self.value = value
      self.isPendingRestart = isPendingRestart
    }
  }

  package var version = 0
  package var banner = ""
  package var isStandby = false
  package var database = ""
  package var role = Identifier("")
  package var isSuperuser = false
  package var mayReplicate = false
  package var mayCreateInDatabase = false
  package var memberOf: [String] = []
  package var maxSlots = 0
  package var usedSlots = 0
  package var maxSenders = 0
  package var usedSenders = 0
  package var isEncrypted = false
  package var isAurora = false
  package var providerRoles: [String] = []
  package var settings: [String: Setting] = [:]

  /// Nothing known.
  package init() {}
}
