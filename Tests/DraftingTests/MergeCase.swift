import Catalog
import Drafting
import Postgres
import Settings
import Testing
import YAML

/// A database before and after, and a file in between.
struct MergeCase: Sendable, CustomTestStringConvertible {
  var name: String
  var before: [Table] = [MergeCase.orders]
  /// What the user does with the file that init wrote.
  var edit: @Sendable (String) -> String = { $0 }
  var after: [Table]
  var isRestored = false
  var options = MergeOptions()

  var testDescription: String { name }

  static let id = Column(
    number: 1, name: "id", type: type("int8"), isNotNull: true, primaryKeyPosition: 1)
  static let total = Column(number: 2, name: "total", type: type("int4"), isNotNull: true)
  static let note = Column(number: 4, name: "note", type: type("text"))
  static let orders = table(1, "orders", [id, total, note])

  /// A type of PostgreSQL's own.
  static func type(_ name: Identifier) -> DataType {
    let name = TypeName(oid: 1, schema: "pg_catalog", name: name)
    return DataType(
      own: name, formatted: name.name.text, informationSchemaName: name.name.text, base: name,
      baseKind: UInt8(ascii: "b"))
  }

  static func table(_ oid: UInt32, _ name: Identifier, _ columns: [Column]) -> Table {
    Table(
      oid: oid, name: QualifiedName(schema: "public", name: name), owner: "o", columns: columns)
  }

  static func changed<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
    var value = value
    change(&value)
    return value
  }

  /// What the merge gives.
  struct Outcome {
    var plan: MergePlan
    /// The file as the user left it, and merged.
    var old: String
    var new: String
    var configuration: Configuration?
    /// What a second merge would do.
    var again: MergePlan?
    var changes: [Change]
  }

  func run() throws -> Outcome {
    let drafter = SchemaDrafter(schema: "public")
    let written = Self.view(before, drafter, id: "1")
    var lock = Lock(tool: "0", serverVersion: 150_000, systemID: "1", database: "d")
    lock.streams = written.streams
    let text = drafter.text(before.map { entry($0, before) }, leftOut: [])
    let old = edit(
      "# head\nservice:\n  id: 1\n" + text
        + "\nsource:\n  driver: postgres_cdc # tail\n  config: {host: h}\n")
    let view = Self.view(after, drafter, id: isRestored ? "2" : "1")
    let schema = try FileSchema(Array(old.utf8), try #require(Self.read(old)))
    let situation = Situation(file: schema, lock: lock, database: view)
    let plan = Merger.plan(situation, options, lock: lock)
    let edits = try SchemaEditor.edits(plan, schema)
    let new = String(
      decoding: TextEdit.apply(edits, to: Array(old.utf8)), as: UTF8.self)
    let configuration = Self.read(new)
    let again = try configuration.map { configuration in
      Merger.plan(
        Situation(
          file: try FileSchema(Array(new.utf8), configuration), lock: plan.lock, database: view),
        options, lock: plan.lock)
    }
    return Outcome(
      plan: plan, old: old, new: new, configuration: configuration, again: again,
      changes: Drift.changes(situation))
  }

  private func entry(_ table: Table, _ all: [Table]) -> SchemaDrafter.Entry {
    SchemaDrafter.Entry(table, among: all)
  }

  private static func view(_ tables: [Table], _ drafter: SchemaDrafter, id: String) -> DatabaseView
  {
    DatabaseView(
      systemID: id, database: "d",
      streams: tables.map {
        drafter.draft(SchemaDrafter.Entry($0, among: tables))
      }, selected: Set(tables.map(\.oid)),
      columns: Dictionary(tables.map { ($0.oid, $0.columns) }) { a, _ in a })
  }

  static func read(_ text: String) -> Configuration? {
    ConfigurationReader.read(
      Array(text.utf8), file: "t.yaml", environment: EnvironmentSource(values: [:])
    ).configuration
  }
}
