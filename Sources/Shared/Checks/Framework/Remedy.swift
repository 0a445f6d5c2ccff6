/// Something to do about a finding.
package struct Remedy: Sendable, Equatable {
  /// The kind of text: statements, a command line, a change of the file or of a server's file, or
  /// words.
  package enum Kind: String, Sendable { case sql, command, config, text }

  /// Its order in the script of all remedies: prerequisites come first.
  package enum Stage: Int, Sendable, Comparable, CaseIterable {
    /// Settings of the server.
    case settings
    /// Roles and their rights.
    case rights
    /// Tables: keys, replica identities.
    case tables
    /// Publications, which need the tables and come before slots.
    case publications
    /// Slots and transactions.
    case slots

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  package var kind: Kind
  package var text: String
  /// Who can do it: `superuser`, `table owner`, a provider's console …
  package var runAs: String
  /// Whether the server has to be restarted.
  package var restart: Bool
  /// Whether it ends or loses something that may be needed: never run without a decision.
  package var isDestructive: Bool
  /// The lock it takes, in words; nil if none matters.
  package var lock: String?
  package var stage: Stage
  /// Whether it follows the remedy before it, instead of being an alternative.
  package var isNextStep: Bool

  /// Creates a remedy.
  package init(
    _ kind: Kind, _ text: String, by runAs: String = "", restart: Bool = false,
    isDestructive: Bool = false, lock: String? = nil, stage: Stage = .rights,
    isNextStep: Bool = false
  ) {
    self.kind = kind
    self.text = text
    self.runAs = runAs
    self.restart = restart
    self.isDestructive = isDestructive
    self.lock = lock
    self.stage = stage
    self.isNextStep = isNextStep
  }

  /// The same for a session that is read-only by default: a plain user setting, which is set back.
  /// ALTER SYSTEM writes nothing that the server would refuse there.
  var writable: Remedy {
    guard kind == .sql, !text.hasPrefix("ALTER SYSTEM "), !text.hasPrefix("SELECT pg_reload") else {
      return self
    }
    var remedy = self
    remedy.text = "SET default_transaction_read_only = off; " + text
    return remedy
  }
}
