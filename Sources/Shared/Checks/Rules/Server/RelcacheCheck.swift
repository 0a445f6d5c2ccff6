/// Whether the server may forget tables that are added to a publication while it is streamed.
struct RelcacheCheck: Check {
  let id = "relcache-bug"
  let group = Group.server
  let page = CheckPage(
    "Changes of a publication that running streams miss",
    when: "always",
    finds: "a release before 13.21, 14.18, 15.13, 16.9 or 17.5, which has the bug",
    why:
      "a table that is added to the publication while a transaction writes it may stay unknown to a running stream, and its changes are lost",
    severity: "warning",
    remedies: [
      "Update to the latest release of the same major version: a restart, no upgrade. Until then change the publication only while no transaction writes the table, and start blink-run again afterwards."
    ],
    needsRestart: true,
    sources: [
      "https://www.postgresql.org/docs/release/17.5/",
      "https://www.postgresql.org/docs/release/13.21/",
    ])

  private static let fixed = [13: 21, 14: 18, 15: 13, 16: 9, 17: 5]

  func findings(_ facts: Facts) -> [Finding] {
    let version = facts.server.version
    // Majors whose support had ended before never got the fix.
    let isOlder = version >= 100_000 && version < 130_000
    let release = Release.missing(Self.fixed, in: version)
    guard isOlder || release != nil else { return [] }
    return [
      finding(
        .warning, "",
        "\(Release.text(version)) can silently miss a table that is added to a publication in use",
        why: "changes of that table would be lost without a word",
        remedies: [
          Remedy(
            .text,
            release.map { "update to \($0) or later" }
              ?? "upgrade the server: this major version never got the fix",
            by: "server administrator", restart: true),
          Remedy(
            .text,
            "until then stop blink-run and all writes of a table before you add it to the publication"
          ),
        ])
    ]
  }
}
