import Catalog
import Postgres
import Replication

extension Server {
  /// Asks the catalog for types, over a session of its own: the stream's is busy streaming.
  func types(_ oids: [UInt32]) throws(PipelineError) -> [UInt32: DataType] {
    let session: Connection
    do {
      session = try self.session()
    } catch {
      throw .connection(error)
    }
    do {
      return try Introspection.types(on: session, oids: oids)
    } catch {
      throw .server(error, doing: "asking for the types of a table")
    }
  }
}
