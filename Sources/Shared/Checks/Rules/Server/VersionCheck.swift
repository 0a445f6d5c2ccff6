/// Whether the server has pgoutput.
struct VersionCheck: Check {
  let id = "server-version"
  let group = Group.server
  let page = CheckPage(
    "The version of PostgreSQL",
    when: "always",
    finds: "a server before 10",
    why: "blink streams through the output plugin pgoutput, which exists from 10 on",
    severity: "error",
    remedies: ["Upgrade the server to a supported version."],
    sources: ["https://www.postgresql.org/support/versioning/"])

  func findings(_ facts: Facts) -> [Finding] {
    let version = facts.server.version
    guard version < 100_000 else { return ok("PostgreSQL \(version / 10_000).\(version % 10_000)") }
    return [
      finding(
        .error, "", "PostgreSQL \(version / 10_000).\(version / 100 % 100) has no pgoutput plugin",
        why: "this version of blink streams through pgoutput, which exists from 10",
        remedies: [Remedy(.text, "upgrade the server to a supported version")])
    ]
  }
}
