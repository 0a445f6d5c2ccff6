/// Whether the way to another host is encrypted and the server verified.
struct PlaintextCheck: Check {
  let id = "tls-plaintext"
  let group = Group.connect
  let needsConfiguration = false

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.connectionError == nil, !facts.isLocal else { return [] }
    if !facts.server.isEncrypted {
      return [
        Finding(
          .warning, id, "", "traffic to \(facts.host) is not encrypted",
          why: "everybody on the way reads rows and password",
          remedies: [Remedy(.config, "sslmode: verify-full and sslrootcert")])
      ]
    }
    guard facts.sslmode != "verify-full" else {
      return [Finding(.ok, id, "", "encrypted, server verified")]
    }
    return [
      Finding(
        .warning, "tls-unverified", "",
        "the server's certificate is not verified (sslmode=\(facts.sslmode ?? "require"))",
        why: "somebody in between could pose as the server",
        remedies: [Remedy(.config, "sslrootcert: the file with the provider's CA certificates")])
    ]
  }
}
