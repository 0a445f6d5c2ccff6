import Postgres
import Replication

/// What a start does about the publication.
package enum PublicationPlan: Sendable, Equatable {
  /// It is used as it is.
  case keep
  /// It is missing and is created by this statement.
  case create(String)
  /// This pipeline created it, and these statements make it cover every stream.
  case change([String])

  /// The statements that are run.
  package var statements: [String] {
    switch self {
    case .keep: []
    case .create(let sql): [sql]
    case .change(let all): all
    }
  }

  /// Whether it stays as it is.
  package var isKept: Bool { statements.isEmpty }

  /// Decides for a start with a new slot.
  ///
  /// - Parameter own: the OID of the publication that this pipeline created; nil for none.
  static func make(_ facts: StartFacts, own: UInt32?) -> PublicationPlan {
    let name = facts.publicationName
    guard let found = facts.publication else {
      return .create(
        PublicationStatement.create(
          name, facts.streams.map(\.current), serverVersion: facts.server.version,
          publishesStored: facts.publishesStored))
    }
    guard let own, found.oid == own, !covers(facts.streams, exactly: found) else { return .keep }
    let members = facts.streams.map { stream in
      PublicationStatement.Member(
        stream.current, rowFilter: found.tables[stream.current]?.rowFilter)
    }
    return .change([PublicationStatement.set(name, members)])
  }

  /// Decides for a start that goes on with its slot: what publishes the other streams stays as it is.
  ///
  /// - Parameters:
  ///   - own: the OID of the publication that this pipeline created; nil for none.
  ///   - removed: tables that were streams.
  static func follow(
    _ facts: StartFacts, own: UInt32?, without removed: [QualifiedName]
  ) -> PublicationPlan {
    guard let found = facts.publication, let own, found.oid == own else { return .keep }
    let name = facts.publicationName
    // A member that is not listed has become a partition of another one.
    let added = facts.streams.map(\.current).filter {
      found.tables[$0] == nil && found.members[$0] == nil
    }
    var statements: [String] = []
    if !added.isEmpty {
      if facts.publishesStored, facts.server.version >= 180_000, found.generatedColumns != "stored"
      {
        statements.append(PublicationStatement.publishStored(name))
      }
      statements.append(PublicationStatement.add(name, added))
    }
    if !removed.isEmpty { statements.append(PublicationStatement.drop(name, removed)) }
    return statements.isEmpty ? .keep : .change(statements)
  }

  private static func covers(
    _ streams: [StartFacts.Stream], exactly publication: Publication
  ) -> Bool {
    Set(streams.map(\.current)) == Set(publication.tables.keys)
      && streams.allSatisfy { stream in
        let columns = publication.tables[stream.current]?.columns ?? []
        return columns.isEmpty || stream.columns.allSatisfy { columns.contains($0) }
      }
  }
}
