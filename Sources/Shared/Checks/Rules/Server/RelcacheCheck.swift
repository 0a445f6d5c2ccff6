/// Whether the server may miss tables that are added to a publication while it is streamed.
struct RelcacheCheck: Check {
  let id = "relcache-bug"
  let group = Group.server
  let page = CheckPage(
    "Publication changes that running streams miss",
    when: "always",
    finds: "a release before 13.21, 14.18, 15.13, 16.9 or 17.5, which have the bug",
    why:
      "if a table is added to the publication while a transaction writes to it, a running stream may never send its changes",
    severity: "warning",
    remedies: [
      "Update to the latest release of the same major version: a restart, not an upgrade. Until then, change the publication only while no transaction writes to the table, and restart blink-run afterwards."
    ],
    needsRestart: true,
    sources: [
      "https://www.postgresql.org/docs/release/17.5/",
      "https://www.postgresql.org/docs/release/13.21/",
    ])

  private static let fixed = [13: 21, 14: 18, 15: 13, 16: 9, 17: 5]

  func findings(_ facts: Facts) -> [Finding] {
    let version = facts.server.version
    // Major versions out of support by then never received the fix.
    let isOlder = version >= 100_000 && version < 130_000
    let release = Release.missing(Self.fixed, in: version)
    guard isOlder || release != nil else { return [] }
    return [
      finding(
        .warning, "",
        "\(Release.text(version)) can silently miss a table that is added to a publication in use",
        why: "changes of that table would be silently lost",
        remedies: [
          Remedy(
            .text,
            release.map { "update to \($0) or later" }
              ?? "upgrade the server: this major version never received the fix",
            by: "server administrator", restart: true),
          Remedy(
            .text,
            "until then, stop blink-run and all writes to a table before you add it to the publication"
          ),
        ])
    ]
  }
}
