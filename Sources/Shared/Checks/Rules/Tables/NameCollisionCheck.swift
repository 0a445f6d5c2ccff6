import Postgres
import Settings

/// Whether names of streams differ in case only.
struct NameCollisionCheck: Check {
  let id = "name-collision"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.collisions]
  let page = CheckPage(
    "Names that differ only in case",
    when: "a file is given",
    finds: "streams whose names are one after lower-casing",
    why: "where the events go, names may not tell upper case from lower: two tables become one",
    severity: "warning",
    remedies: [
      "`ALTER TABLE … RENAME TO …`, where the application allows it.",
      "One pipeline each, with a target of its own.",
      "Nothing, where the target tells upper case from lower.",
    ],
    lock: "ACCESS EXCLUSIVE for a moment",
    sources: [CheckPage.postgres("sql-syntax-lexical.html")])

  func findings(_ facts: Facts) -> [Finding] {
    let streams = Set((facts.configuration?.streams ?? []).map(\.table))
    return facts.collisions.compactMap { collision in
      let names = collision.tables.filter(streams.contains)
      guard names.count > 1, let first = names.first else { return nil }
      return finding(
        .warning, first.description,
        "\(names.map(\.description).joined(separator: " and ")) are one name after lower-casing",
        why: "where the events go, two tables may become one",
        remedies: [
          Remedy(
            .config, "stream them in pipelines of their own, unless the target tells them apart")
        ])
    }
  }
}
