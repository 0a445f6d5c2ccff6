import Catalog
import Checks
import Postgres
import Replication
import Settings

extension Facts {
  /// A server without fault, as a superuser sees it, without a configuration.
  static func healthy() -> Facts {
    var facts = Facts()
    facts.port = "5432"
    facts.server.version = 150_018
    facts.server.database = "shop"
    facts.server.role = "cdc"
    facts.server.isSuperuser = true
    facts.server.maxSlots = 10
    facts.server.maxSenders = 10
    facts.server.settings["wal_level"] = ServerFacts.Setting(value: "logical")
    facts.replication = ReplicationFacts(
      identity: ServerIdentity(systemID: "7", timeline: 1, position: LSN(0x1000)))
    return facts
  }

  /// The same with a file that streams `public.t (id, v)`, which is there and published.
  static func healthyPipeline() -> Facts {
    var facts = healthy()
    let name = QualifiedName(schema: "public", name: "t")
    let columns = [
      ColumnSettings(name: "id", databrewType: .int32, pk: true, nullable: false),
      ColumnSettings(name: "v", databrewType: .string, nullable: true),
    ]
    var source = SourceSettings()
    source.streamSnapshot = true
    source.slotName = "s"
    facts.configuration = Configuration(
      file: "shop.yaml", source: source,
      streams: [StreamSettings(table: name, written: "t", columns: columns)])
    facts.slot = "s"
    facts.publicationName = "s"
    facts.tables[name] = Table(
      oid: 1, name: name, owner: "owner",
      columns: [
        Column(
          number: 1, name: "id", type: builtIn("int4", "integer"), isNotNull: true,
          primaryKeyPosition: 1),
        Column(number: 2, name: "v", type: builtIn("text", "text")),
      ])
    facts.streams[name] = StreamFacts()
    facts.leaves[name] = [Leaf(table: name, identity: "key")]
    facts.leaves[name]?[0].identityColumns = ["id"]
    var publication = Publication()
    publication.tables[name] = Publication.Entry()
    facts.publication = publication
    return facts
  }

  /// A type of PostgreSQL's own.
  static func builtIn(_ name: Identifier, _ formatted: String) -> DataType {
    let type = TypeName(oid: 1, schema: "pg_catalog", name: name)
    return DataType(
      own: type, formatted: formatted, informationSchemaName: formatted, base: type,
      baseKind: UInt8(ascii: "b"))
  }

  /// The one table of `healthyPipeline`.
  static let table = QualifiedName(schema: "public", name: "t")

  /// Ids of errors and warnings after a change.
  func problems(_ change: (inout Facts) -> Void = { _ in }) -> [String] {
    var facts = self
    change(&facts)
    return Report(facts, today: "2026-11-24").findings.map(\.finding)
      .filter { $0.status == .error || $0.status == .warning }.map(\.id)
  }

  /// The findings of one check after a change.
  func findings(_ id: String, _ change: (inout Facts) -> Void = { _ in }) -> [Finding] {
    var facts = self
    change(&facts)
    return Report(facts, today: "2026-11-24").findings.map(\.finding).filter { $0.id == id }
  }
}
