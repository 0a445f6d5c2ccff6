import Catalog
import Postgres
import Replication
import Settings

/// How a publication affects the applications that write its tables.
enum PublishedWriters {
  /// A table whose UPDATE or DELETE the server refuses.
  struct Broken {
    /// As the publication has it: the root, where a partition is published through it.
    var published: QualifiedName
    var leaf: Leaf
    var reason: Reason
  }

  /// Why the server refuses.
  enum Reason {
    case noIdentity
    /// A column list together with REPLICA IDENTITY FULL.
    case listWithFull
    /// A column list without these columns of the replica identity.
    case list([Identifier])
    /// A generated column in the replica identity that is not published (18 and later); whether the
    /// publication can publish it.
    case generated(isCurable: Bool)
    /// A row filter over these columns, which the replica identity does not hold.
    case filter([Identifier])
  }

  /// The published operations that need the old row's replica identity.
  static func operations(_ publication: Publication) -> [String] {
    ["update", "delete"].filter { !publication.missingOperations.contains($0) }
      .map { $0.uppercased() }
  }

  /// The published tables whose UPDATE or DELETE fails now, by name.
  static func broken(_ publication: Publication, _ facts: Facts) -> [Broken] {
    guard !operations(publication).isEmpty else { return [] }
    return publication.tables.keys.sorted().flatMap { name in
      (facts.leaves[name] ?? []).filter { !$0.isInherited }.compactMap { leaf in
        (reason(leaf, publication.members[name] ?? Publication.Member())
          ?? generated(leaf, facts.tables[name], publication, facts))
          .map { Broken(published: name, leaf: leaf, reason: $0) }
      }
    }
  }

  private static func reason(_ leaf: Leaf, _ member: Publication.Member) -> Reason? {
    guard leaf.hasIdentity else { return .noIdentity }
    if leaf.identity == "full" { return member.columns.isEmpty ? nil : .listWithFull }
    let outside = member.filterColumns.filter { !leaf.identityColumns.contains($0) }
    if !outside.isEmpty { return .filter(outside) }
    guard !member.columns.isEmpty else { return nil }
    let missing = leaf.identityColumns.filter { !member.columns.contains($0) }
    return missing.isEmpty ? nil : .list(missing)
  }

  private static func generated(
    _ leaf: Leaf, _ table: Table?, _ publication: Publication, _ facts: Facts
  ) -> Reason? {
    guard let table, publication.members[table.name]?.columns.isEmpty ?? true else { return nil }
    switch GeneratedIdentity.need(leaf, table, facts) {
    case .nothing: return nil
    case .stored:
      return publication.generatedColumns == "stored" ? nil : .generated(isCurable: true)
    case .never: return .generated(isCurable: false)
    }
  }

  /// Published tables that are neither a stream of the file nor part of one, under any name.
  static func unlisted(_ facts: Facts) -> [QualifiedName] {
    let streams = (facts.configuration?.streams ?? []).map(\.table)
    let parts = streams.flatMap { facts.leaves[$0] ?? [] }.map(\.table)
    let renamed = streams.compactMap { facts.newName(of: $0) }
    return Set(facts.publication?.tables.keys.map { $0 } ?? [])
      .subtracting(streams).subtracting(parts).subtracting(renamed).sorted()
  }

  /// The first names, and how many more there are.
  static func list(_ names: [QualifiedName]) -> String {
    let first = names.prefix(5).map(\.description).joined(separator: ", ")
    return names.count > 5 ? "\(first) and \(names.count - 5) more" : first
  }

  /// Removes tables from the publication.
  static func drop(_ names: [QualifiedName], from publication: String) -> Remedy {
    let tables = names.map(\.quoted).joined(separator: ", ")
    return Remedy(
      .sql, "ALTER PUBLICATION \(Identifier(publication).quoted) DROP TABLE \(tables);",
      by: "owner of the publication", stage: .publications)
  }
}
