import Postgres
import Replication
import Testing

@testable import Pipeline

@Suite struct ColumnMapTests {
  private func numbers(
    _ relation: [(String, UInt32)], _ known: [(Int, String, UInt32)]
  ) -> ColumnMap.Result {
    ColumnMap.numbers(
      of: relation.map {
        Relation.Column(isKey: false, name: Identifier($0.0), typeOID: $0.1, modifier: -1)
      },
      among: known.map { TableIdentity.Column(number: $0.0, name: Identifier($0.1), type: $0.2) })
  }

  @Test func namesThatNeverChanged() {
    #expect(
      numbers([("a", 23), ("b", 25)], [(1, "a", 23), (3, "b", 25)]) == .found([1, 3]))
  }

  @Test func oldAndNewNamesAreTheSameColumn() {
    let known = [(1, "id", UInt32(23)), (2, "a", 25), (2, "a2", 25)]
    #expect(numbers([("id", 23), ("a", 25)], known) == .found([1, 2]))
    #expect(numbers([("id", 23), ("a2", 25)], known) == .found([1, 2]))
  }

  @Test func theOrderTellsASwapOfNames() {
    let known = [(1, "a", UInt32(25)), (1, "b", 25), (2, "b", 25), (2, "a", 25)]
    #expect(numbers([("a", 25), ("b", 25)], known) == .found([1, 2]))
    #expect(numbers([("b", 25), ("a", 25)], known) == .found([1, 2]))
  }

  @Test func theTypeTellsColumnsOfOneNameApart() {
    let known = [(2, "v", UInt32(25)), (3, "v", 23)]
    #expect(numbers([("v", 23)], known) == .found([3]))
    #expect(numbers([("v", 25)], known) == .found([2]))
  }

  @Test func oneNameOfTwoColumnsIsAmbiguous() {
    #expect(numbers([("v", 25)], [(2, "v", 25), (3, "v", 25)]) == .ambiguous("v"))
  }

  @Test func aNameThatNobodyHadIsLeftOpen() {
    #expect(
      numbers([("a", 23), ("x", 25), ("b", 25)], [(1, "a", 23), (4, "b", 25)])
        == .found([1, nil, 4]))
  }
}
