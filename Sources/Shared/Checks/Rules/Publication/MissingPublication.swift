import Catalog
import Postgres
import Replication

/// A publication that has yet to be created: the statement, who can run it, and what comes first.
struct MissingPublication {
  let statement: String
  /// Whether this role owns all its tables.
  let isOwn: Bool
  /// Who can run the statement.
  let maker: String
  /// Why it is needed, and what must be fixed first.
  let why: String

  init(_ name: String, _ facts: Facts) {
    let tables = Streams.present(facts).map(\.table)
    statement = PublicationStatement.create(name, tables, facts)
    isOwn = tables.allSatisfy(\.isOwner)
    let owners = Set(tables.map(\.owner.text))
    maker =
      owners.count == 1
      ? "\(owners.first ?? ""), who needs CREATE on the database, or a superuser"
      : "superuser, because the tables have several owners"
    let bare = tables.filter { table in
      Streams.own(facts, table).contains { !$0.hasIdentity }
    }.map(\.name.description)
    let first =
      bare.isEmpty
      ? ""
      : ". Fix replica-identity (below) first: once the publication exists,"
        + " UPDATE and DELETE fail on \(bare.prefix(3).joined(separator: ", "))"
        + (bare.count > 3 ? " and \(bare.count - 3) more" : "")
    why = "blink-run would have to create publication \(name)\(first)"
  }
}
