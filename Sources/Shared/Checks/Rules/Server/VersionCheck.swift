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
      "a server before 10, before 14 with `streaming: true` in the file, or out of support",
    why:
      "blink uses the output plugin pgoutput, which exists from 10, and supports streaming of running transactions from 14; an unsupported version receives no fixes, including those of logical decoding",
    severity:
      "error before 10, or before 14 with `streaming: true`; warning if out of support",
    remedies: [
      "Upgrade the server to a supported version. pg_upgrade keeps slots only from 17; otherwise a new slot and a new snapshot are needed afterwards.",
      "Before 14, remove `streaming: true` from the file.",
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
          .error, "", "PostgreSQL \(Release.text(version)) cannot stream running transactions",
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
        .warning, "", "\(text) has been out of support since \(last)",
        why: "it no longer receives fixes, including those of logical decoding",
        remedies: [
          Remedy(
            .text,
            "upgrade the server; pg_upgrade keeps slots only from 17, otherwise take a new snapshot afterwards"
          )
        ])
    ]
  }
}
