import Postgres
import Settings

/// Whether names of streams differ only in case.
struct NameCollisionCheck: Check {
  let id = "name-collision"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.collisions]
  let page = CheckPage(
    "Names that differ only in case",
    when: "a file is given",
    finds: "streams whose names are equal in lower case",
    why: "the target may not distinguish upper and lower case: two tables become one",
    severity: "warning",
    remedies: [
      "`ALTER TABLE … RENAME TO …`, if the application allows it.",
      "A separate pipeline and target for each.",
      "Nothing, if the target distinguishes upper and lower case.",
    ],
    lock: "ACCESS EXCLUSIVE, briefly",
    sources: [CheckPage.postgres("sql-syntax-lexical.html")])

  func findings(_ facts: Facts) -> [Finding] {
    let streams = Set((facts.configuration?.streams ?? []).map(\.table))
    return facts.collisions.compactMap { collision in
      let names = collision.tables.filter(streams.contains)
      guard names.count > 1, let first = names.first else { return nil }
      return finding(
        .warning, first.description,
        "\(names.map(\.description).joined(separator: " and ")) are equal in lower case",
        why: "in the target two tables may become one",
        remedies: [
          Remedy(
            .config, "stream them in separate pipelines, unless the target distinguishes them")
        ])
    }
  }
}
