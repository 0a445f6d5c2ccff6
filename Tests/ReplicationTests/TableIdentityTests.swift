import Foundation
import Postgres
import Replication
import Testing

@Suite struct TableIdentityTests {
  @Test(arguments: ["a", " ", "a b", "\u{301}x", "\n", "\"", "日本", ""])
  func everyNameSurvivesTheState(_ name: String) throws {
    let table = TableIdentity(
      oid: 16_384, name: QualifiedName(schema: Identifier(name), name: Identifier(name)),
      replicaIdentity: "f",
      columns: [
        TableIdentity.Column(number: 1, name: Identifier(name), type: 23),
        TableIdentity.Column(number: 7, name: Identifier(name + name), type: 4_294_967_295),
      ])
    let data = try JSONEncoder().encode(table)
    #expect(try JSONDecoder().decode(TableIdentity.self, from: data) == table)
  }
}
