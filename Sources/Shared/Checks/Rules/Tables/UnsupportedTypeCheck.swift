import Catalog
import Settings
import Types

/// Whether columns have types that are known only by their text.
struct UnsupportedTypeCheck: Check {
  let id = "unsupported-type"
  let group = Group.tables
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables]
  let page = CheckPage(
    "Types that are passed as text",
    when: "a file is given",
    finds: "a column of a type for which `blink-schema types` has no line of its own",
    why:
      "its values are PostgreSQL's text, whole and exact; but what that type calls equal may have two texts, and then two keys",
    severity: "note; a warning for a column of the key",
    remedies: [
      "Nothing, where consumers understand the text.", "Take the column out of the file.",
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
          why: settings.pk ? "keys that the type calls equal may have different texts" : "",
          remedies: settings.pk
            ? [Remedy(.config, "pk: true on columns of another type, if they name a row too")] : [])
      }
    }
  }
}
