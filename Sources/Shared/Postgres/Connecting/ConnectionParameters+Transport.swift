package import Diagnostics
private import Glibc

extension ConnectionParameters {
  /// Whether every host is a unix socket or literally loopback.
  ///
  /// A name that merely resolves to loopback is not: what it resolves to can change.
  package var isLocal: Bool {
    let addresses = Self.list(effective("hostaddr"))
    let hosts = addresses.isEmpty ? Self.list(effective("host")) : addresses
    return hosts.allSatisfy(Self.isLocal)
  }

  /// The parameters with the transport rules applied (docs/reference/configuration.md): off-host at
  /// least `sslmode=require`; `sslrootcert` means `verify-full` unless `sslmode` was written.
  ///
  /// A way that takes nothing any more is noticed after a minute, unless something else was
  /// written.
  ///
  /// - Throws: a configuration `Failure` if `allow` or `prefer` is written for another host,
  ///   or a mode that does not exist.
  package func withTransportRules() throws(Failure) -> ConnectionParameters {
    var result = self
    result.set("gssencmode", written("gssencmode") ?? environment("PGGSSENCMODE") ?? "disable")
    for (keyword, value) in Self.liveness where effective(keyword) == nil {
      result.set(keyword, value)
    }
    let mode = written("sslmode") ?? environment("PGSSLMODE") ?? serviceMode
    let rootCertificate = written("sslrootcert") ?? environment("PGSSLROOTCERT")
    if let mode {
      guard Self.modes.contains(mode) else {
        throw Failure(
          .configuration, "sslmode=\(TerminalText.sanitized(mode)) is not one of libpq's modes",
          remedies: ["write one of \(Self.modes.joined(separator: ", "))"])
      }
      if !isLocal, mode == "allow" || mode == "prefer" {
        throw Failure(
          .configuration, "sslmode=\(TerminalText.sanitized(mode)) is refused for another host",
          subject: effective("host").map { TerminalText.sanitized($0) } ?? "",
          why: "with it a network attacker can turn off encryption and read the password",
          remedies: [
            "write sslmode: verify-full with sslrootcert, or at least sslmode: require",
            "write sslmode: disable if the network itself is trusted",
          ])
      }
      result.set("sslmode", mode)
    } else if rootCertificate != nil {
      result.set("sslmode", "verify-full")
    } else if !isLocal {
      result.set("sslmode", "require")
    }
    return result
  }

  /// Probes of an idle connection (seconds), and how long sent bytes may stay unanswered (ms).
  private static let liveness = [
    ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
    ("tcp_user_timeout", "60000"),
  ]

  private static let modes = [
    "disable", "allow", "prefer", "require", "verify-ca", "verify-full",
  ]

  private var serviceMode: String? {
    guard written("service") != nil || environment("PGSERVICE") != nil else { return nil }
    // Without a written mode libpq reports its built-in default.
    let mode = effective("sslmode")
    return mode == "prefer" ? nil : mode
  }

  private func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }

  private static func list(_ value: String?) -> [String] {
    guard let value, !value.isEmpty else { return [] }
    return value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  private static func isLocal(_ host: String) -> Bool {
    if host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost" {
      return true
    }
    var four = in_addr()
    if unsafe inet_pton(AF_INET, host, &four) == 1 {
      return UInt32(bigEndian: four.s_addr) >> 24 == 127
    }
    var six = in6_addr()
    guard unsafe inet_pton(AF_INET6, host, &six) == 1 else { return false }
    return unsafe withUnsafeBytes(of: six) { bytes in
      unsafe bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    }
  }
}
