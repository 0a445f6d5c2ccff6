import Postgres

/// A setting as it applies to sessions of this role.
struct SessionSetting {
  let name: String
  let setting: ServerFacts.Setting
  private let facts: Facts

  /// Nil if the server does not have it or hides it.
  init?(_ name: String, _ facts: Facts) {
    guard let setting = facts.server.settings[name] else { return nil }
    self.name = name
    self.setting = setting
    self.facts = facts
  }

  /// Whether blink-run's own value reaches the server: a pooler drops it, or reuses the session of
  /// another client.
  var isPinned: Bool { !facts.server.isPooled }

  /// The number; nil for a text.
  var number: Int? { Int(setting.value) }

  /// `name = 60 s (set for this role)`.
  var words: String {
    let origin =
      switch setting.source {
      case "user": " (set for this role)"
      case "database": " (set for this database)"
      case "database user": " (set for this role in this database)"
      case "configuration file": " (in the server's configuration)"
      default: ""
      }
    return "\(name) = \(value)\(origin)"
  }

  private var value: String {
    guard setting.unit == "ms", let number, number > 0 else { return setting.value }
    return number % 1_000 == 0 ? "\(number / 1_000) s" : "\(number) ms"
  }

  /// The connection with which blink-run's own value takes effect.
  static let direct = Remedy(.config, "host and port of the server itself, not of the pooler")

  /// Sets another value for this role's sessions, whatever set the present one.
  func override(_ value: String) -> Remedy {
    let role = facts.server.role.quoted
    // A setting for the role in the database overrides one for the role.
    let place =
      setting.source == "database user"
      ? " IN DATABASE \(Identifier(facts.server.database).quoted)" : ""
    return Remedy(
      .sql, "ALTER ROLE \(role)\(place) SET \(name) = \(Quoting.literal(value));",
      by: "superuser, or the role itself", stage: .rights)
  }
}
