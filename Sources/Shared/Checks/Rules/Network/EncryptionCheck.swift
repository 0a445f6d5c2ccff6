import Postgres

/// Whether the server encrypts, with a certificate that is accepted.
struct EncryptionCheck: Check {
  let id = "tls"
  let group = Group.connect
  let page = CheckPage(
    "TLS",
    when: "the server is another host, or `sslmode` asks for TLS",
    finds: "that the server does not support TLS, or that its certificate is not accepted",
    why: "data and password would be sent unencrypted, or to an impostor",
    severity: "error",
    remedies: [
      "`sslrootcert`: the file with the CA certificate that signed the server's, from the provider.",
      "The host name in the certificate.",
      "On the server: `ssl = on` with `ssl_cert_file` and `ssl_key_file`.",
      "`sslmode: disable`, only on a fully trusted network.",
    ],
    topic: .certificate,
    sources: [
      CheckPage.postgres("libpq-ssl.html"), CheckPage.postgres("ssl-tcp.html"),
    ])

  func findings(_ facts: Facts) -> [Finding] {
    guard let refusal = Refusal(facts, .tls) else { return [] }
    let (why, remedies) = reason(refusal, facts)
    return [
      finding(
        .error, "", refusal.found, why: why, remedies: remedies + facts.provider.guide.certificate()
      )
    ]
  }

  private func reason(_ refusal: Refusal, _ facts: Facts) -> (why: String, [Remedy]) {
    let disable = Remedy(
      .config, "sslmode: disable   # only on a fully trusted network")
    if refusal.says("does not support SSL") {
      return (
        "the server does not support TLS, and sslmode=\(facts.sslmode ?? "require") requires it",
        [
          Remedy(
            .text, "turn on TLS: ssl_cert_file and ssl_key_file in postgresql.conf, and ssl = on",
            by: "server administrator"), disable,
        ]
      )
    }
    if refusal.says("does not match host name") {
      return (
        "the certificate is for another host name: this may be another server",
        [Remedy(.config, "host: the name in the server's certificate")]
      )
    }
    if refusal.says("root certificate file") {
      return (
        "the file with the trusted certificates cannot be read",
        [Remedy(.config, "sslrootcert: the path of a readable file with CA certificates")]
      )
    }
    let file = facts.rootCertificate.map { " by \($0)" } ?? ""
    return (
      refusal.says("certificate verify failed")
        ? "the server's certificate is not trusted\(file)"
        : "an unverified or unencrypted connection to another host is not accepted",
      [Remedy(.config, "sslrootcert: the file with the CA certificate that signed the server's")]
    )
  }
}
