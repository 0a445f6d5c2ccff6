import Diagnostics
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
    why:
      "no change of it can be sent. It was dropped or renamed, or the name is written differently: names are compared byte for byte, upper case included",
    severity:
      "error; warning for a table that was renamed under the pipeline: it is streamed under the file's name",
    remedies: [
      "Correct the name in the file; doctor suggests similar names, and names the new one of a table that the lock file or the pipeline's state knows.",
      "`blink-schema init` merges new, renamed and dropped tables into the file.",
    ],
    sources: [CheckPage.postgres("sql-syntax-lexical.html")])

  func findings(_ facts: Facts) -> [Finding] {
    let streams = facts.configuration?.streams ?? []
    let missing = streams.filter { facts.tables[$0.table] == nil }
    let renamed = facts.followed.filter { $0.column == nil }.map { name in
      finding(
        .warning, name.stream.description,
        "table \(name.stream) is now \(name.now ?? ""): it is streamed as \(name.stream)",
        why: "the file has its old name",
        remedies: [
          Remedy(
            .command, "blink-schema init \(ShellText.word(facts.configuration?.file ?? ""))")
        ])
    }
    if missing.isEmpty, !renamed.isEmpty { return renamed }
    if missing.isEmpty { return ok("\(streams.count) of \(streams.count) streams found") }
    return renamed
      + missing.map { stream in
        let file = facts.configuration?.file ?? ""
        let merge = Remedy(.command, "blink-schema init \(ShellText.word(file))")
        if let name = facts.newName(of: stream.table) {
          return finding(
            .error, stream.table.description,
            "table \(stream.table) does not exist: it is now \(name)",
            why: "the table was renamed or moved, and the file has its old name",
            remedies: [merge, Remedy(.config, "stream: \(name)")])
        }
        let near = (facts.streams[stream.table]?.suggestions ?? [])
          .filter { name in !streams.contains { $0.table.description == name } }
        return finding(
          .error, stream.table.description, "table \(stream.table) does not exist",
          why: near.isEmpty
            ? "it was dropped, or the name is written differently: no change of it can be sent"
            : "names are compared byte for byte, upper case included",
          remedies: near.map { Remedy(.config, "did you mean stream: \($0)?") } + [
            merge, Remedy(.config, "remove the stream, if the table was dropped"),
          ])
      }
  }
}
