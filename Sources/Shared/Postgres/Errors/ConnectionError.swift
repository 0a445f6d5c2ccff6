private import Diagnostics

/// Why no session could be opened.
package struct ConnectionError: Error, Sendable, Equatable, CustomStringConvertible {
  package var kind: Kind
  /// The server's SQLSTATE where it answered; nil for what happened before.
  package var sqlstate: String?
  /// libpq's or the server's words, sanitised for a terminal, without the password.
  package var message: String

  package enum Kind: String, Sendable, Equatable, CaseIterable {
    /// Nothing listens there, or the network refuses.
    case unreachable
    /// No answer within `connect_timeout`.
    case timeout
    /// The host name does not resolve.
    case nameResolution
    /// TLS is refused, or the certificate is not accepted.
    case tls
    /// The password or another credential is refused, or is missing.
    case authentication
    /// No line of pg_hba.conf admits this role from here to this database.
    case hostBasedAccess
    /// The database does not exist, or the role may not connect to it.
    case databaseMissing
    /// The server is starting up, shutting down or in recovery.
    case starting
    /// All connections, or all WAL senders, are in use.
    case tooManyConnections
    /// The role may not start a replication session.
    case replicationRefused
    /// Something in between refuses what only PostgreSQL itself would take.
    case poolerRefused
    /// A signal arrived while connecting.
    case interrupted
    case other
  }

  /// Creates an error; `message` is sanitised here.
  package init(_ kind: Kind, sqlstate: String? = nil, message: String) {
    self.kind = kind
    self.sqlstate = sqlstate
    self.message = TerminalText.sanitized(message)
  }

  /// The message, with the SQLSTATE where there is one.
  package var description: String { sqlstate.map { "\(message) (\($0))" } ?? message }

  /// Whether the same attempt can succeed later without anybody changing anything: the server is
  /// unreachable or starts up.
  package var isTransient: Bool {
    switch kind {
    case .unreachable, .timeout, .starting, .tooManyConnections, .nameResolution: true
    default: false
    }
  }
}
