package import Catalog
import Diagnostics
package import Postgres
package import Replication

/// What the translator asks the catalog for, which is only when a table is described that is not
/// known as it is described.
package final class CatalogSource: Sendable {
  /// Types by OID; those that no longer exist are absent.
  package let types: @Sendable ([UInt32]) throws(PipelineError) -> [UInt32: DataType]
  /// The type that has a name now; nil for none.
  package let typeNamed: @Sendable (QualifiedName) throws(PipelineError) -> DataType?
  /// The table with an OID, and the OID of the table that has a name.
  package let table: @Sendable (UInt32, QualifiedName) throws(PipelineError) -> CatalogAnswer

  /// Answers from closures.
  package init(
    types: @escaping @Sendable ([UInt32]) throws(PipelineError) -> [UInt32: DataType],
    typeNamed: @escaping @Sendable (QualifiedName) throws(PipelineError) -> DataType?,
    table: @escaping @Sendable (UInt32, QualifiedName) throws(PipelineError) -> CatalogAnswer
  ) {
    self.types = types
    self.typeNamed = typeNamed
    self.table = table
  }

  /// Asks a server, over sessions of its own: the stream's is busy streaming.
  convenience init(_ server: Server, publication: String) {
    self.init(
      types: { oids throws(PipelineError) in
        try Self.ask(server) { session throws(ServerError) in
          try Introspection.types(on: session, oids: oids)
        }
      },
      typeNamed: { name throws(PipelineError) in
        try Self.ask(server) { session throws(ServerError) in
          try Introspection.type(named: name, on: session)
        }
      },
      table: { oid, name throws(PipelineError) in
        try Self.ask(server) { session throws(ServerError) in
          let look = try CatalogLook.take(
            publication: publication, oids: [oid], names: [name], withColumns: true, over: session)
          return CatalogAnswer(
            table: look.table(oid)?.identity, holder: look.table(named: name)?.identity.oid)
        }
      })
  }

  private static func ask<Answer>(
    _ server: Server, _ question: (borrowing Connection) throws(ServerError) -> Answer
  ) throws(PipelineError) -> Answer {
    let session: Connection
    do {
      session = try server.session()
    } catch {
      throw .connection(error)
    }
    do {
      return try question(session)
    } catch {
      throw .server(error, doing: "asking what a table or a type is")
    }
  }
}

/// What the catalog says now of a table that a Relation message describes.
package struct CatalogAnswer: Sendable {
  /// The table itself; nil if it does not exist any more.
  package var table: TableIdentity?
  /// The OID of the table that has the stream's name; nil if none has.
  package var holder: UInt32?

  /// Describes an answer.
  package init(table: TableIdentity?, holder: UInt32?) {
    self.table = table
    self.holder = holder
  }
}
