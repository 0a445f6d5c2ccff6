import Catalog
import Postgres
import Settings

/// Whether the publication covers every configured table and column.
struct PublicationCoversCheck: Check {
  let id = "publication-covers-tables"
  let group = Group.publication
  let needsConfiguration = true

  func findings(_ facts: Facts) -> [Finding] {
    guard let publication = facts.publication, let name = facts.publicationName else { return [] }
    var result: [Finding] = []
    for (stream, table) in Streams.present(facts) {
      guard let entry = publication.tables[table.name] else {
        let isRoot = table.kind == .partitioned
        result.append(
          Finding(
            .error, isRoot ? "publication-via-root" : id, table.name.description,
            isRoot
              ? "\(name) publishes \(table.name) through its partitions, not as one table"
              : "\(table.name) is not in publication \(name)",
            why: "its changes would never arrive under this name",
            remedies: [
              Remedy(
                .sql,
                isRoot
                  ? "ALTER PUBLICATION \(Identifier(name).quoted) SET (publish_via_partition_root = true);"
                  : "ALTER PUBLICATION \(Identifier(name).quoted) ADD TABLE \(table.name.quoted);",
                by: "owner of the publication and the table")
            ]))
        continue
      }
      let missing = stream.columns.filter { column in
        !entry.columns.isEmpty && !entry.columns.contains(column.name)
          && table.column(named: column.name)?.generated == nil
      }
      for column in missing {
        result.append(
          Finding(
            .error, "publication-columns", "\(table.name).\(column.name)",
            "column \(column.name) of \(table.name) is not in publication \(name)",
            why: "events would not hold it",
            remedies: [
              Remedy(
                .sql, "ALTER PUBLICATION \(Identifier(name).quoted) SET TABLE …;", by: "its owner")
            ]))
      }
      if let filter = entry.rowFilter {
        result.append(
          Finding(
            .info, "publication-row-filter", table.name.description,
            "\(name) sends only rows of \(table.name) where \(filter); the snapshot does the same"))
      }
    }
    if !publication.missingOperations.isEmpty {
      result.append(
        Finding(
          .warning, "publication-operations", name,
          "\(name) does not publish \(publication.missingOperations.joined(separator: ", "))",
          why: "such changes never arrive",
          remedies: [
            Remedy(
              .sql,
              "ALTER PUBLICATION \(Identifier(name).quoted) SET (publish = 'insert, update, delete, truncate');",
              by: publication.owner)
          ]))
    }
    return result.isEmpty ? [Finding(.ok, id, "", "\(name) covers every stream")] : result
  }
}
