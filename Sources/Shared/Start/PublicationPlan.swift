import Postgres
import Replication

/// What a start does about the publication.
package enum PublicationPlan: Sendable, Equatable {
  /// It is used as it is.
  case keep
  /// It is missing and is created by this statement.
  case create(String)
  /// This pipeline created it, and it is changed by this statement to cover every stream.
  case change(String)

  /// The statement, if one is run.
  package var statement: String? {
    switch self {
    case .keep: nil
    case .create(let sql), .change(let sql): sql
    }
  }

  /// Decides for a start that may create or change it.
  ///
  /// - Parameter own: the OID of the publication that this pipeline created; nil for none.
  static func make(_ facts: StartFacts, own: UInt32?) -> PublicationPlan {
    let name = facts.publicationName
    guard let found = facts.publication else {
      return .create(
        PublicationStatement.create(
          name, facts.streams.map(\.table), serverVersion: facts.server.version,
          publishesStored: facts.publishesStored))
    }
    guard let own, found.oid == own, !covers(facts.streams, exactly: found) else { return .keep }
    let members = facts.streams.map { stream in
      PublicationStatement.Member(stream.table, rowFilter: found.tables[stream.table]?.rowFilter)
    }
    return .change(PublicationStatement.set(name, members))
  }

  private static func covers(
    _ streams: [StartFacts.Stream], exactly publication: Publication
  ) -> Bool {
    Set(streams.map(\.table)) == Set(publication.tables.keys)
      && streams.allSatisfy { stream in
        let columns = publication.tables[stream.table]?.columns ?? []
        return columns.isEmpty || stream.columns.allSatisfy { columns.contains($0) }
      }
  }
}
