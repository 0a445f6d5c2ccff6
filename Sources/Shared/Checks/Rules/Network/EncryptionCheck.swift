import Postgres

/// Whether the server encrypts, with a certificate that is accepted.
struct EncryptionCheck: Check {
  let id = "tls"
  let group = Group.connect
  let page = CheckPage(
    "TLS",
    when: "the server is another host, or `sslmode` asks for TLS",
    finds: "that the server does not encrypt, or that its certificate is not accepted",
    why: "rows and password would travel in the clear, or to somebody who poses as the server",
    severity: "error",
    remedies: [
      "`sslrootcert`: the file with the CA certificate that signed the server's; from the provider.",
      "The host name that the certificate is made for.",
      "On the server: `ssl = on` with `ssl_cert_file` and `ssl_key_file`.",
      "`sslmode: disable`, only on a network that is trusted as a whole.",
    ],
    topic: .connection,
    sources: [
      CheckPage.postgres("libpq-ssl.html"), CheckPage.postgres("ssl-tcp.html"),
    ])

  func findings(_ facts: Facts) -> [Finding] {
    guard let refusal = Refusal(facts, .tls) else { return [] }
    let (why, remedies) = reason(refusal, facts)
    return [
      finding(
        .error, "", refusal.found, why: why, remedies: remedies + facts.provider.guide.connection())
    ]
  }

  private func reason(_ refusal: Refusal, _ facts: Facts) -> (why: String, [Remedy]) {
    let disable = Remedy(
      .config, "sslmode: disable   # only on a network that is trusted as a whole")
    if refusal.says("does not support SSL") {
      return (
        "the server has no TLS, and sslmode=\(facts.sslmode ?? "require") asks for it",
        [
          Remedy(
            .text, "switch TLS on: ssl_cert_file and ssl_key_file in postgresql.conf, and ssl = on",
            by: "server administrator"), disable,
        ]
      )
    }
    if refusal.says("does not match host name") {
      return (
        "the certificate is made for another name: the way may lead to another server",
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
        ? "the server's certificate is not vouched for\(file)"
        : "an unverified or unencrypted connection to another host is not taken",
      [Remedy(.config, "sslrootcert: the file with the CA certificate that signed the server's")]
    )
  }
}
