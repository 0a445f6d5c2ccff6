import Catalog
import Postgres

/// A statement that gathers a family of facts over everything at once.
struct FactQuery: Sendable {
  let family: FactFamily
  let statement: Connection.Statement
  /// The grant that allows a role to read the facts.
  let right: String
  let read: @Sendable (Rows, inout Facts) -> Void

  /// - Parameters:
  ///   - file: the statement, from `Facts`.
  ///   - version: of the server, which decides some lines of the statement.
  ///   - right: the grant that a refusal names; the role's name is `$ROLE`.
  init(
    _ family: FactFamily, _ file: [UInt8], version: Int, _ arguments: [String?] = [],
    right: String = Self.monitoring, read: @escaping @Sendable (Rows, inout Facts) -> Void
  ) {
    self.init(
      family, Connection.Statement(Query.text(file, version: version), arguments), right: right,
      read: read)
  }

  /// - Parameter right: the grant that a refusal names; the role's name is `$ROLE`.
  init(
    _ family: FactFamily, _ statement: Connection.Statement, right: String = Self.monitoring,
    read: @escaping @Sendable (Rows, inout Facts) -> Void
  ) {
    self.family = family
    self.statement = statement
    self.right = right
    self.read = read
  }

  private static let monitoring = "GRANT pg_monitor TO $ROLE;"

  /// Adds the answer to the facts, or the reason why there is none.
  func take(_ answer: Result<Rows, ServerError>, into facts: inout Facts) {
    switch answer {
    case .success(let rows): read(rows, &facts)
    case .failure(let error) where error.connectionLost || error.isSilence:
      if facts.readError == nil { facts.readError = error }
    case .failure(let error) where error.sqlstate == "42501":
      deny(&facts)
    case .failure(let error): facts.gaps[family] = .failed(error.description)
    }
  }

  /// Records the missing privilege.
  func deny(_ facts: inout Facts) {
    let role = facts.server.role.text.isEmpty ? "…" : facts.server.role.quoted
    let words = right.split(separator: "$ROLE", omittingEmptySubsequences: false)
    facts.gaps[family] = .denied(right: words.joined(separator: role))
  }
}
