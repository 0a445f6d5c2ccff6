/// Whether the server's identity is verified.
struct CertificateCheck: Check {
  let id = "tls-unverified"
  let group = Group.connect
  let page = CheckPage(
    "An unverified server",
    when: "the session is encrypted and the server is another host",
    finds: "an `sslmode` other than `verify-full`",
    why:
      "an impostor could pose as the server: encryption alone does not prove the server's identity",
    severity: "warning",
    remedies: [
      "`sslrootcert`: the file with the provider's CA certificates; `verify-full` follows from it.",
      "`sslmode: verify-full` instead of `verify-ca`.",
    ],
    sources: [CheckPage.postgres("libpq-ssl.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.connectionError == nil, !facts.isLocal, facts.server.isEncrypted else { return [] }
    guard facts.sslmode != "verify-full" else { return ok("server verified") }
    if facts.sslmode == "verify-ca" {
      return [
        finding(
          .warning, "",
          "the server's certificate is verified, but the host name in it is not (sslmode=verify-ca)",
          why: "another server with a certificate from that authority could pose as this one",
          remedies: [Remedy(.config, "sslmode: verify-full")])
      ]
    }
    return [
      finding(
        .warning, "",
        "the server's certificate is not verified (sslmode=\(facts.sslmode ?? "require"))",
        why: "an impostor could pose as the server",
        remedies: [Remedy(.config, "sslrootcert: the file with the provider's CA certificates")])
    ]
  }
}
