import Catalog
import Postgres

extension Server {
  /// Asks the catalog for types, over a session of its own: the stream's is busy streaming.
  func types(_ oids: [UInt32]) throws(ServerError) -> RelationTypes {
    do {
      let session = try session()
      return RelationTypes(byOID: try Introspection.types(on: session, oids: oids))
    } catch let error as ServerError {
      throw error
    } catch {
      throw ServerError(sqlstate: "08001", message: "\(error)")
    }
  }
}
