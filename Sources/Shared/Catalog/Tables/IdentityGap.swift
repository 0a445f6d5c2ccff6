/// Why the old row of an UPDATE or DELETE cannot be identified, and the statements that fix it.
package struct IdentityGap: Sendable, Equatable, Codable {
  /// What follows from it.
  package enum Effect: String, Sendable, Codable {
    /// Once the table is published, the application's UPDATE and DELETE fail.
    case writes
    /// The statements work, but no event can name the row that they changed.
    case events
  }

  /// Like `no primary key`.
  package var reason: String
  /// Statements for the table's owner, one line each; all of them are needed.
  package var statements: [String]
  /// Nil where a lock file was written before there was another one than `writes`.
  package var effect: Effect?

  /// Describes a gap.
  package init(reason: String, statements: [String], effect: Effect = .writes) {
    self.reason = reason
    self.statements = statements
    self.effect = effect == .writes ? nil : effect
  }

  /// The same for a session that is read-only by default: a plain user setting, which is set back.
  package var writable: IdentityGap {
    var gap = self
    gap.statements = statements.map { statement in
      statement.hasPrefix("--")
        ? statement : "SET default_transaction_read_only = off; " + statement
    }
    return gap
  }

  /// What is wrong, and what follows from it, in two parts of a sentence.
  package var words: (what: String, effect: String) {
    switch effect ?? .writes {
    case .writes:
      (
        "no usable replica identity (\(reason))",
        "once published, the application's UPDATE and DELETE on it fail"
      )
    case .events: (reason, "events could not name the row that an UPDATE or DELETE changed")
    }
  }
}
