import Catalog
import Diagnostics
import Postgres
import Settings

/// Whether every column of the file is in the database.
struct DriftMissingColumnCheck: Check {
  let id = "drift-missing-column"
  let group = Group.drift
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables]
  let page = CheckPage(
    "Missing columns",
    when: "a file is given",
    finds: "a column of the file that the table does not have",
    why: "events would never contain it",
    severity: "error; warning for a column that was renamed or dropped under the pipeline",
    remedies: [
      "Correct the name, or remove the column from the file.",
      "`blink-schema init` merges the database's columns into the file.",
    ],
    sources: [CheckPage.postgres("catalog-pg-attribute.html")])

  func findings(_ facts: Facts) -> [Finding] {
    let result =
      Streams.present(facts).flatMap { stream, table in
        stream.columns.map(\.name).filter { table.column(named: $0) == nil }.map { column in
          finding(
            .error, "\(table.name).\(column)", "column \(column) does not exist in \(table.name)",
            why: "events would never contain it",
            remedies: Self.remedies(column, stream, table, facts))
        }
      }
      + Self.followed(facts).map { name, text, now in
        finding(
          .warning, name, text, why: "the file has the columns of before",
          remedies: (now.map { [Remedy(.config, "name: \($0)   # it was renamed")] } ?? []) + [
            Remedy(
              .command, "blink-schema init \(ShellText.word(facts.configuration?.file ?? ""))")
          ])
      }
    return result.isEmpty ? ok("the file's columns are in the database") : result
  }

  /// Columns that a running pipeline knows by number: subject, sentence and new name.
  private static func followed(_ facts: Facts) -> [(String, String, String?)] {
    facts.followed.compactMap { name in
      guard let column = name.column else { return nil }
      let subject = "\(name.stream).\(column)"
      guard let now = name.now else {
        return (
          subject, "column \(column) of \(name.stream) was dropped: new events do not hold it",
          nil
        )
      }
      return (
        subject,
        "column \(column) of \(name.stream) is now \(now): its values are delivered as \(column)",
        now
      )
    }
  }

  /// The column's new name, where the state knows its number; else one that is similar and that the
  /// file does not name yet.
  private static func remedies(
    _ column: Identifier, _ stream: StreamSettings, _ table: Table, _ facts: Facts
  ) -> [Remedy] {
    let named = Set(stream.columns.map(\.name))
    let free = table.columns.filter { !named.contains($0.name) && $0.generated == nil }
    let merge = Remedy(
      .command, "blink-schema init \(ShellText.word(facts.configuration?.file ?? ""))")
    if let number = facts.knownNumber(of: column, in: table),
      let renamed = free.first(where: { $0.number == number })
    {
      return [Remedy(.config, "name: \(renamed.name)   # it was renamed"), merge]
    }
    let near = Nearest.match(for: column.text, in: free.map(\.name.text))
    return (near.map { [Remedy(.config, "did you mean name: \($0)?")] } ?? []) + [merge]
  }
}
