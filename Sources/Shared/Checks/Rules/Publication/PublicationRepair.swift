import Postgres
import Replication

/// Statements after which a publication sends every configured column and its tables can be
/// written.
struct PublicationRepair {
  private let name: String
  private let publication: Publication
  private let facts: Facts
  /// With every column list fixed: one statement replaces all of them.
  private let members: [QualifiedName: Publication.Member]

  init(_ name: String, _ publication: Publication, _ facts: Facts) {
    self.name = name
    self.publication = publication
    self.facts = facts
    var members = publication.members
    for (table, column) in PublicationColumnsCheck.missing(publication, facts) {
      members[table]?.columns.append(column)
    }
    for broken in PublishedWriters.broken(publication, facts) {
      switch broken.reason {
      case .noIdentity, .filter, .generated: break
      case .listWithFull: members[broken.published]?.columns = []
      case .list(let columns):
        // The list may already contain some of the file's columns.
        let named = members[broken.published]?.columns ?? []
        members[broken.published]?.columns += columns.filter { !named.contains($0) }
      }
    }
    self.members = members
  }

  /// Fixes every column list.
  var lists: Remedy { PublicationStatement.set(name, members) }

  /// For a table of the file.
  func remedies(for broken: PublishedWriters.Broken) -> [Remedy] {
    switch broken.reason {
    case .noIdentity:
      guard let table = facts.tables[broken.published] else { return drop([broken]) }
      return ReplicaIdentityCheck.remedies(broken.leaf, table, facts) + drop([broken])
    case .listWithFull, .list: return [lists] + drop([broken])
    case .generated(isCurable: true):
      return [GeneratedIdentity.publishStored(name, facts)] + drop([broken])
    case .generated(isCurable: false):
      guard let table = facts.tables[broken.published] else { return drop([broken]) }
      return ReplicaIdentityCheck.remedies(broken.leaf, table, facts) + drop([broken])
    case .filter:
      var unfiltered = members
      unfiltered[broken.published]?.rowFilter = nil
      let statement = PublicationStatement.set(name, unfiltered)
      let allowsFull = facts.tables[broken.published].map {
        GeneratedIdentity.allowsFull($0, facts)
      }
      let full = ReplicaIdentityCheck.identity(broken.leaf, "FULL")
      return (allowsFull == true ? [full, statement] : [statement]) + drop([broken])
    }
  }

  /// For tables that the file does not name: nothing is lost by not publishing them.
  func remedies(forUnlisted broken: [PublishedWriters.Broken]) -> [Remedy] {
    let drop = drop(broken)
    if !drop.isEmpty { return drop }
    let narrow = Remedy(.text, "a publication of only the tables in the file")
    if publication.isForAllTables, facts.server.version >= 190_000, broken.allSatisfy(isWhole) {
      let except = facts.excepted + Set(broken.map(\.leaf.table))
      return [PublicationStatement.setAll(name, except: except), narrow]
    }
    // From 18 FULL is wrong for a table with generated columns, and theirs are not known.
    guard facts.server.version < 180_000 else { return [narrow] }
    let statements = broken.map { ReplicaIdentityCheck.identity($0.leaf, "FULL").text }
    return [
      Remedy(
        .sql, statements.joined(separator: "\n"), by: "table owner",
        lock: "ACCESS EXCLUSIVE, briefly", stage: .tables),
      narrow,
    ]
  }

  /// Whether it is no partition: those cannot be left out one by one.
  private func isWhole(_ broken: PublishedWriters.Broken) -> Bool {
    facts.leaves[broken.published]?.map(\.table) == [broken.published]
      && !facts.leaves.contains { root, leaves in
        root != broken.published
          && leaves.contains { $0.table == broken.published && !$0.isInherited }
      }
  }

  private func drop(_ broken: [PublishedWriters.Broken]) -> [Remedy] {
    let names = Set(broken.map(\.published)).sorted()
    guard names.allSatisfy({ publication.members[$0] != nil }) else { return [] }
    return [PublishedWriters.drop(names, from: name)]
  }
}
