import Settings

/// Whether the server has pgoutput, and is still supported.
struct VersionCheck: Check {
  let id = "server-version"
  let group = Group.server
  let causes = ["not-postgres"]
  let page = CheckPage(
    "The version of PostgreSQL",
    when: "always",
    finds:
      "a server before 10, one before 14 where the file says `streaming: true`, or one whose support has ended",
    why:
      "blink streams through the output plugin pgoutput, which exists from 10 on, and in the version that streaming needs from 14 on; an unsupported version gets no fixes, also none of logical decoding",
    severity:
      "error before 10, or before 14 with `streaming: true`; warning after the end of support",
    remedies: [
      "Upgrade the server to a supported version. Only from 17 on does pg_upgrade keep slots: else a new slot and a new snapshot are needed afterwards.",
      "Before 14, take `streaming: true` out of the file.",
    ],
    sources: [
      "https://www.postgresql.org/support/versioning/", CheckPage.postgres("pgupgrade.html"),
    ])

  func findings(_ facts: Facts) -> [Finding] {
    let version = facts.server.version
    if version < 100_000 {
      return [
        finding(
          .error, "", "PostgreSQL \(Release.text(version)) has no pgoutput plugin",
          why: "this version of blink streams through pgoutput, which exists from 10",
          remedies: [Remedy(.text, "upgrade the server to a supported version")])
      ]
    }
    if version < 140_000, facts.configuration?.source.streaming == true {
      return [
        finding(
          .error, "", "PostgreSQL \(Release.text(version)) cannot stream transactions that run",
          why: "streaming: true needs version 2 of the protocol, which exists from 14",
          remedies: [
            Remedy(.config, "streaming: false"),
            Remedy(.text, "upgrade the server to 14 or later"),
          ])
      ]
    }
    let text = "PostgreSQL \(Release.text(version))"
    guard let last = Release.lastDay(of: version), let today = facts.today, today > last else {
      return ok(text)
    }
    return [
      finding(
        .warning, "", "\(text) is out of support since \(last)",
        why: "it gets no fixes any more, also none of logical decoding",
        remedies: [
          Remedy(
            .text,
            "upgrade the server; only from 17 on pg_upgrade keeps slots, else take a new snapshot afterwards"
          )
        ])
    ]
  }
}
