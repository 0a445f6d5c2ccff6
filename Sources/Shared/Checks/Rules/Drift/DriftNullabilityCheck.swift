import Catalog
import Settings

/// Whether a column can be NULL although the file says that it cannot.
struct DriftNullabilityCheck: Check {
  let id = "drift-nullability"
  let group = Group.drift
  let needsConfiguration = true
  let needs: [FactFamily] = [.tables]
  let page = CheckPage(
    "Columns that can be NULL",
    when: "a file is given",
    finds: "`nullable: false` in the file for a column without NOT NULL",
    why: "a consumer that relies on the file fails at the first NULL",
    severity: "warning",
    remedies: ["`nullable: true`.", "Or `ALTER TABLE … ALTER COLUMN … SET NOT NULL`."],
    lock: "ACCESS EXCLUSIVE while SET NOT NULL scans the table",
    sources: [CheckPage.postgres("ddl-constraints.html")])

  func findings(_ facts: Facts) -> [Finding] {
    DriftedColumn.all(facts, where: { !$0.settings.nullable && !$0.actual.isNotNull }).map {
      column in
      finding(
        .warning, column.subject, "\(column.subject) can be NULL, the file says nullable: false",
        why: "a consumer that relies on the file would fail at the first NULL",
        remedies: [Remedy(.config, "nullable: true")])
    }
  }
}
