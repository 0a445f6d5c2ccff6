import Catalog
import Postgres
import Testing

@Suite("Type modifiers and keys")
struct DataTypeTests {
  private func type(_ name: Identifier, _ typmod: Int32) -> DataType {
    let type = TypeName(oid: 1, schema: "pg_catalog", name: name)
    return DataType(
      own: type, formatted: name.text, informationSchemaName: name.text, base: type,
      baseKind: UInt8(ascii: "b"), typmod: typmod)
  }

  // The modifiers are those that a server stored for these declarations.
  @Test(arguments: [(Int32(786_438), 12, 2), (198_658, 3, -2), (589_828, 9, 0)])
  func numeric(_ typmod: Int32, _ precision: Int, _ scale: Int) {
    let modifier = type("numeric", typmod).numericModifier
    #expect(modifier?.precision == precision)
    #expect(modifier?.scale == scale)
  }

  @Test func absentModifiersAreNil() {
    #expect(type("numeric", -1).numericModifier == nil)
    #expect(type("varchar", -1).length == nil)
    #expect(type("int4", 8).numericModifier == nil)
    #expect(type("varchar", 124).length == 120)
    #expect(type("bit", 3).length == 3)
  }

  private func table(_ identity: ReplicaIdentity, immediate: Bool, index: Int?) -> Table {
    var key = Column(number: 1, name: "id", type: type("int4", -1), primaryKeyPosition: 2)
    key.replicaIdentityPosition = index
    let first = Column(number: 2, name: "a", type: type("int4", -1), primaryKeyPosition: 1)
    var table = Table(
      oid: 1, name: QualifiedName(schema: "public", name: "t"), replicaIdentity: identity,
      owner: "o", columns: [key, first])
    table.hasImmediatePrimaryKey = immediate
    return table
  }

  @Test func keysAreInTheOrderOfTheKey() {
    #expect(table(.default, immediate: true, index: nil).primaryKey.map(\.name) == ["a", "id"])
  }

  @Test(
    arguments: [
      (ReplicaIdentity.default, true, Int?.none, true), (.default, false, nil, false),
      (.full, false, nil, true), (.nothing, true, nil, false), (.index, true, 1, true),
      // The index was dropped after it had been chosen.
      (.index, true, nil, false),
    ])
  func usable(_ identity: ReplicaIdentity, _ immediate: Bool, _ index: Int?, _ expected: Bool) {
    let table = table(identity, immediate: immediate, index: index)
    #expect(table.hasUsableReplicaIdentity == expected)
  }
}
