/// Why the old row of an UPDATE or DELETE cannot be identified, and the statements that fix it.
package struct IdentityGap: Sendable, Equatable, Codable {
  /// Like `no primary key`.
  package var reason: String
  /// Statements for the table's owner, one line each; all of them are needed.
  package var statements: [String]

  /// Describes a gap.
  package init(reason: String, statements: [String]) {
    self.reason = reason
    self.statements = statements
  }
}
