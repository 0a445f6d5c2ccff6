/// Whether the connection to another host is encrypted.
struct PlaintextCheck: Check {
  let id = "tls-plaintext"
  let group = Group.connect
  let page = CheckPage(
    "An unencrypted connection",
    when: "the server is another host",
    finds: "a session without TLS",
    why: "anyone on the network path can read the data and the password",
    severity: "warning",
    remedies: ["`sslmode: verify-full` with `sslrootcert`."],
    sources: [CheckPage.postgres("libpq-ssl.html")])

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.connectionError == nil, !facts.isLocal else { return [] }
    if facts.server.isEncrypted { return ok(facts.server.tlsVersion ?? "encrypted") }
    return [
      finding(
        .warning, "", "traffic to \(facts.host) is not encrypted",
        why: "anyone on the network path can read the data and the password",
        remedies: [Remedy(.config, "sslmode: verify-full and sslrootcert")])
    ]
  }
}
