import Catalog
import Settings
import Types

/// Whether columns have types that are passed as text.
struct UnsupportedTypeCheck: Check {
  let id = "unsupported-type"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables]
  let page = CheckPage(
    "Types that are passed as text",
    when: "a file is given",
    finds: "a column of a type that `blink-schema types` does not list",
    why:
      "its values are PostgreSQL's text, complete and exact; but values the type considers equal may have different text forms, and so different keys",
    severity: "note; a warning for a key column",
    remedies: [
      "Nothing, if consumers understand the text.", "Remove the column from the file.",
    ],
    sources: [CheckPage.postgres("datatype.html"), "docs/reference/types.md"])

  func findings(_ facts: Facts) -> [Finding] {
    Streams.present(facts).flatMap { stream, table in
      stream.columns.compactMap { settings in
        guard let column = table.column(named: settings.name),
          !TypeMapping.hasRow(for: column.type)
        else { return nil }
        let subject = "\(table.name).\(column.name)"
        return finding(
          settings.pk ? .warning : .info, subject,
          "\(subject) is \(column.type.formatted), which is passed as its text",
          why: settings.pk
            ? "keys that the type considers equal may have different text forms" : "",
          remedies: settings.pk
            ? [Remedy(.config, "pk: true on columns of another type, if they also identify a row")]
            : [])
      }
    }
  }
}
