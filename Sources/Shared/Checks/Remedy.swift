/// Something to do about a finding.
package struct Remedy: Sendable, Equatable {
  package enum Kind: String, Sendable { case sql, command, config, text }

  package var kind: Kind
  package var text: String
  /// Who may do it: `superuser`, `table owner`, a provider's console …
  package var runAs: String
  /// Whether the server has to be restarted.
  package var restart: Bool

  /// Makes a remedy.
  package init(_ kind: Kind, _ text: String, by runAs: String = "", restart: Bool = false) {
    self.kind = kind
    self.text = text
    self.runAs = runAs
    self.restart = restart
  }
}
