/// Whether the server has pgoutput.
struct VersionCheck: Check {
  let id = "server-version"
  let group = Group.server
  let needsConfiguration = false

  func findings(_ facts: Facts) -> [Finding] {
    guard facts.server.version < 100_000 else {
      return [
        Finding(
          .ok, id, "",
          "PostgreSQL \(facts.server.version / 10_000).\(facts.server.version % 10_000)")
      ]
    }
    return [
      Finding(
        .error, id, "", "PostgreSQL \(facts.server.version) has no pgoutput plugin",
        why: "this version of blink streams through pgoutput, which exists from 10",
        remedies: [Remedy(.text, "upgrade the server to a supported version")])
    ]
  }
}
