private import Glibc

extension ConnectionError {
  /// Parses libpq's message after a failed attempt.
  ///
  /// With `PQERRORS_VERBOSE` the server's part reads `FATAL:  28P01: …`, whatever the server's
  /// language; without an SQLSTATE the text is libpq's own and in English or the client's
  /// language, so only its well-known shapes are recognised.
  ///
  /// - Parameter replication: whether a replication session was asked for.
  package init(reading text: String, replication: Bool = false) {
    let (sqlstate, plain) = Self.split(text)
    if let sqlstate {
      let kind = Self.kind(sqlstate: sqlstate, text: plain, replication: replication)
      self.init(kind, sqlstate: sqlstate, message: plain)
    } else {
      self.init(Self.kind(text: plain), message: plain)
    }
  }

  private static func kind(sqlstate: String, text: String, replication: Bool) -> Kind {
    switch sqlstate {
    case "28P01": .authentication
    case "28000": text.contains("pg_hba.conf") ? .hostBasedAccess : .authentication
    // 55000: the database takes no connections (`datallowconn`), like template0.
    case "3D000", "55000": .databaseMissing
    case "57P03", "57P01", "57P02": .starting
    case "53300": .tooManyConnections
    case "42501":
      replication && (text.contains("replication") || text.contains("WAL sender"))
        ? .replicationRefused
        : .databaseMissing
    case "08P01": pooler(text: text)
    default: .other
    }
  }

  /// PgBouncer has one state for all it refuses, up to 1.19.
  private static func pooler(text: String) -> Kind {
    if text.contains("no such database") { return .databaseMissing }
    if text.contains("authentication failed") || text.contains("no such user") {
      return .authentication
    }
    return text.contains("no more connections") ? .tooManyConnections : .poolerRefused
  }

  private static func kind(text: String) -> Kind {
    func has(_ part: String) -> Bool { text.contains(part) }
    if has("could not translate host name") || has("Name or service not known") {
      return .nameResolution
    }
    if has("SSL") || has("certificate") || has("TLS") { return .tls }
    if has("no password supplied") || has("authentication failed") || has("SCRAM")
      || has("authentication method")
    {
      return .authentication
    }
    if has("timeout expired") || has("Connection timed out") { return .timeout }
    if has("Connection refused") || has("No such file or directory") || has("unreachable")
      || has("No route to host") || has("Cannot assign requested address")
      || has("server closed the connection") || has("reset by peer")
    {
      return .unreachable
    }
    return .other
  }

  /// Takes the first SQLSTATE out of a verbose message and drops its `LOCATION` lines.
  private static func split(_ text: String) -> (sqlstate: String?, plain: String) {
    var sqlstate: String?
    var lines: [String] = []
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("LOCATION:") {
      var kept = String(line)
      if let marker = kept.range(of: ":  "),
        let colon = kept[marker.upperBound...].firstIndex(of: ":")
      {
        let candidate = kept[marker.upperBound..<colon]
        let shaped =
          candidate.utf8.count == 5
          && candidate.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
        if shaped {
          if sqlstate == nil { sqlstate = String(candidate) }
          kept.removeSubrange(marker.upperBound...kept.index(after: colon))
        }
      }
      let line = String(kept.drop { $0 == "\t" || $0 == " " })
      // A second attempt at the same host, without TLS, has the same message.
      if !lines.contains(line) { lines.append(line) }
    }
    return (sqlstate, lines.joined(separator: "; "))
  }
}

extension StringProtocol {
  /// The first place of `part`; the standard library has this only in Foundation.
  fileprivate func range(of part: String) -> Range<Index>? {
    firstRange(of: part)
  }
}
