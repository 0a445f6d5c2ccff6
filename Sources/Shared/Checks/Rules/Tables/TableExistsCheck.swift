import Postgres
import Settings

/// Whether every stream is a table in the database.
struct TableExistsCheck: Check {
  let id = "table-exists"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables]
  let page = CheckPage(
    "The tables of the file",
    when: "a file is given",
    finds: "a stream whose table is not in the database",
    why: "names are compared byte for byte, upper case included",
    severity: "error",
    remedies: [
      "Correct the name in the file; doctor suggests similar names.",
      "`blink-schema init` merges new and renamed tables into the file.",
    ],
    sources: [CheckPage.postgres("sql-syntax-lexical.html")])

  func findings(_ facts: Facts) -> [Finding] {
    let streams = facts.configuration?.streams ?? []
    let missing = streams.filter { facts.tables[$0.table] == nil }
    if missing.isEmpty { return ok("\(streams.count) of \(streams.count) streams found") }
    return missing.map { stream in
      let near = facts.streams[stream.table]?.suggestions ?? []
      return finding(
        .error, stream.table.description, "table \(stream.table) does not exist",
        why: near.isEmpty ? "" : "names are compared byte for byte, upper case included",
        remedies: near.map { Remedy(.config, "did you mean stream: \($0)?") })
    }
  }
}
