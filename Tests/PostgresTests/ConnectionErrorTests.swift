import Postgres
import Testing

/// What libpq and servers say, as recorded, read into kinds.
@Suite struct ConnectionErrorTests {
  private static let at = "connection to server at \"db.example\" (10.2.3.4), port 5432 failed: "

  /// Recorded from libpq 15 with `PQERRORS_VERBOSE`; those of PgBouncer from 1.18.
  private static let recorded: [(String, ConnectionError.Kind)] = [
    (
      "could not translate host name \"db.example\" to address: Name or service not known\n",
      .nameResolution
    ),
    (
      "could not translate host name \"db\" to address: Temporary failure in name resolution\n",
      .nameResolution
    ),
    (at + "Connection refused\n\tIs the server running on that host?\n", .unreachable),
    (at + "Network is unreachable\n", .unreachable),
    (at + "Cannot assign requested address\n", .unreachable),
    (at + "server closed the connection unexpectedly\n", .unreachable),
    (at + "timeout expired\n", .timeout),
    (at + "server does not support SSL, but SSL was required\n", .tls),
    (at + "SSL error: certificate verify failed\n", .tls),
    (at + "fe_sendauth: no password supplied\n", .authentication),
    (at + "FATAL:  28P01: password authentication failed for user \"cdc\"\n", .authentication),
    (at + "FATAL:  28000: role \"cdc\" does not exist\n", .authentication),
    (at + "FATAL:  28000: role \"cdc\" is not permitted to log in\n", .authentication),
    (
      at + "FATAL:  28000: no pg_hba.conf entry for host \"10.9.9.9\", user \"cdc\", database"
        + " \"shop\", no encryption\nLOCATION:  ClientAuthentication, auth.c:543\n",
      .hostBasedAccess
    ),
    (at + "FATAL:  3D000: database \"shop\" does not exist\n", .databaseMissing),
    (
      at + "FATAL:  55000: database \"shop\" is not currently accepting connections\n",
      .databaseMissing
    ),
    // A name must not make another reason of it.
    (at + "FATAL:  42501: permission denied for database \"replication\"\n", .databaseMissing),
    (at + "FATAL:  57P03: the database system is starting up\n", .starting),
    (at + "FATAL:  53300: sorry, too many clients already\n", .tooManyConnections),
    (at + "FATAL:  53300: too many connections for role \"cdc\"\n", .tooManyConnections),
    (at + "FATAL:  08P01: no such database: shop\n", .databaseMissing),
    (at + "FATAL:  08P01: no such user: cdc\n", .authentication),
    (at + "FATAL:  08P01: \"trust\" authentication failed\n", .authentication),
    (
      at + "FATAL:  08P01: no more connections allowed (max_client_conn)\n", .tooManyConnections
    ),
    (at + "FATAL:  08P01: unsupported startup parameter: replication\n", .poolerRefused),
    (at + "FATAL:  XX000: something else\n", .other),
  ]

  @Test func everyMessageHasItsKind() {
    for (text, kind) in Self.recorded {
      #expect(ConnectionError(reading: text).kind == kind, "\(text)")
    }
    #expect(
      Set(Self.recorded.map(\.1)).union([.replicationRefused, .interrupted])
        == Set(ConnectionError.Kind.allCases))
  }

  @Test func whatASecondTryRepeatsIsSaidOnce() {
    let refused = Self.at + "FATAL:  28P01: password authentication failed for user \"cdc\"\n"
    let once = ConnectionError(reading: refused)
    #expect(ConnectionError(reading: refused + refused) == once)
    let unlike = ConnectionError(reading: refused + Self.at + "FATAL:  53300: too many clients\n")
    #expect(unlike.message.hasPrefix(once.message + "; "))
    #expect(unlike.message.hasSuffix("too many clients"))
  }

  @Test func theRightToReplicateIsMissingOnlyWhereItIsAskedFor() {
    for text in [
      "FATAL:  42501: must be superuser or replication role to start walsender\n",
      "FATAL:  42501: permission denied to start WAL sender\n",
    ] {
      let error = ConnectionError(reading: Self.at + text, replication: true)
      #expect(error.kind == .replicationRefused)
      #expect(error.sqlstate == "42501" && !error.message.contains("42501"))
    }
  }
}
