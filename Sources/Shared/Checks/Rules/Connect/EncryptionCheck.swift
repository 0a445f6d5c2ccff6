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
      "`sslrootcert`: the file with the provider's CA certificates.",
      "`sslmode: disable`, only on a network that is trusted as a whole.",
    ],
    topic: .connection,
    sources: [CheckPage.postgres("libpq-ssl.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard let refusal = Refusal(facts, .tls) else { return [] }
    return [
      finding(
        .error, "", refusal.found,
        why: "an unverified or unencrypted connection to another host is not taken",
        remedies: [
          Remedy(.config, "sslrootcert: the file with the provider's CA certificates"),
          Remedy(.config, "sslmode: disable   # only on a network that is trusted as a whole"),
        ])
    ]
  }
}
