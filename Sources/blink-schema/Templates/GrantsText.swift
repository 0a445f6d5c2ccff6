import Catalog
import Drafting
import Postgres
import Replication

/// The statements of `grants.sql` that depend on the tables.
///
/// Names are written as one line without control characters, whatever they contain: psql then
/// runs what a terminal shows.
struct GrantsText {
  private let context: TemplateContext
  /// What is streamed.
  private let streams: [SchemaDrafter.Entry]
  /// What is not streamed, because it has no replica identity.
  private let keyless: [SchemaDrafter.Entry]

  init(_ context: TemplateContext) {
    self.context = context
    streams = context.entries.filter { context.drafter.draft($0).isActive }
    keyless = context.entries.filter { !context.drafter.draft($0).isActive }
  }

  /// Values for the template.
  var values: [String: String] {
    context.database.merging([
      "usages": lines(usages), "selects": lines(streams.map(select)),
      "row_security": lines(rowSecurity), "identity": lines(identity), "publication": publication,
      "publication_name": Quoting.literal(publicationName.text),
    ]) { $1 }
  }

  private var tables: [Table] { streams.map(\.table) }

  private func lines(_ lines: [String]) -> String { lines.joined(separator: "\n") }

  private var usages: [String] {
    Set(tables.map(\.name.schema)).sorted().map { schema in
      "GRANT USAGE ON SCHEMA \(schema.printable) TO :\"role\";"
    }
  }

  /// The whole table, so that columns that are added later can be read, too; but only the
  /// columns of the configuration where it leaves out any that could be streamed.
  private func select(_ entry: SchemaDrafter.Entry) -> String {
    let all = entry.table.columns.filter { $0.generated == nil }
    let streamed = context.drafter.draft(entry).columns.filter { $0.leftOut == nil }
    let list =
      streamed.count == all.count
      ? "" : " (\(streamed.map(\.name.printable).joined(separator: ", ")))"
    return "GRANT SELECT\(list) ON TABLE \(entry.table.name.printable) TO :\"role\";"
  }

  private var rowSecurity: [String] {
    let hidden = tables.filter(\.rowSecurity)
    if hidden.isEmpty { return [] }
    return [
      "",
      "-- Row level security hides rows of these tables from the snapshot, unless a superuser runs:",
      "--   ALTER ROLE :\"role\" BYPASSRLS;",
    ] + hidden.map { "--   \($0.name.printable)" }
  }

  private var identity: [String] {
    let published = streams.filter { $0.gap != nil }
    return gaps(
      published,
      [
        "",
        "-- These tables have no usable replica identity: once they are published, the application's",
        "-- UPDATE and DELETE on them fail, unless their owner runs this first:",
      ])
      + gaps(
        keyless,
        [
          "",
          "-- Left out, because without a replica identity the application's UPDATE and DELETE would",
          "-- fail. To include them, their owner runs this; then run init again:",
        ])
  }

  private func gaps(_ entries: [SchemaDrafter.Entry], _ heading: [String]) -> [String] {
    if entries.isEmpty { return [] }
    return heading
      + entries.flatMap { entry in
        ["--   \(entry.table.name.printable): \(YAMLText.comment(entry.gap?.reason ?? ""))"]
          + (entry.gap?.statements ?? []).map { "--   \(YAMLText.comment($0, limit: nil))" }
      }
  }

  /// That of `--from-publication`, or the one that blink-run would create.
  private var publicationName: Identifier {
    context.drafter.publication?.name ?? Identifier(context.slot)
  }

  private var publication: String {
    let list = tables.map { "  ONLY \($0.name.printable)" }.joined(separator: ",\n")
    let options = PublicationStatement.options(
      serverVersion: context.serverVersion,
      publishesStored: streams.contains { entry in
        (entry.leaves.isEmpty ? [entry.table] : entry.leaves).contains(where: \.hasStoredInIdentity)
      })
    return """
      CREATE PUBLICATION \(publicationName.printable) FOR TABLE
      \(list)
        \(options);
      """
  }
}
