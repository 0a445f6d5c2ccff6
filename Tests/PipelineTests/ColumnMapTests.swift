import Postgres
import Replication
import Start
import Testing

@testable import Pipeline

@Suite struct ColumnMapTests {
  /// The places of `wanted` in `relation`; `live` are the numbers that still exist.
  private func places(
    _ wanted: [String], _ relation: [(String, UInt32)], _ known: [(Int, String, UInt32)],
    live: Set<Int>
  ) -> ColumnMap.Result {
    var tracked = TrackedStream(
      name: QualifiedName(schema: "public", name: "t"),
      table: TableIdentity(
        oid: 1, name: QualifiedName(schema: "public", name: "t"),
        columns: known.map {
          TableIdentity.Column(number: $0.0, name: Identifier($0.1), type: $0.2)
        }),
      membership: [], since: .zero)
    tracked.live = live
    return ColumnMap(table: KnownTable(tracked), wanted: wanted.map { Identifier($0) }).places(
      in: relation.map {
        Relation.Column(isKey: false, name: Identifier($0.0), typeOID: $0.1, modifier: -1)
      })
  }

  @Test func namesThatNeverChanged() {
    #expect(
      places(["b", "a"], [("a", 23), ("b", 25)], [(1, "a", 23), (3, "b", 25)], live: [1, 3])
        == .found([1, 0]))
  }

  @Test func oldAndNewNamesAreTheSameColumn() {
    let known = [(1, "id", UInt32(23)), (2, "a", 25), (2, "a2", 25)]
    for inFile in ["a", "a2"] {
      for inWAL in ["a", "a2"] {
        #expect(
          places(["id", inFile], [("id", 23), (inWAL, 25)], known, live: [1, 2])
            == .found([0, 1]), "\(inFile) \(inWAL)")
      }
    }
  }

  @Test func theOrderTellsASwapOfNames() {
    let known = [(1, "a", UInt32(25)), (1, "b", 25), (2, "b", 25), (2, "a", 25)]
    #expect(places(["a"], [("a", 25), ("b", 25)], known, live: [1, 2]) == .found([1]))
    #expect(places(["a"], [("b", 25), ("a", 25)], known, live: [1, 2]) == .found([1]))
  }

  /// `a` became `b`, and a new `a` was added.
  @Test func aNameThatWentToANewColumn() {
    let known = [(1, "id", UInt32(23)), (2, "a", 25), (2, "b", 25), (3, "a", 25)]
    #expect(
      places(["a", "b"], [("id", 23), ("a", 25)], known, live: [1, 2, 3]) == .found([nil, 1]))
    #expect(
      places(["a", "b"], [("id", 23), ("b", 25), ("a", 25)], known, live: [1, 2, 3])
        == .found([2, 1]))
  }

  /// A column that is dropped and added again is the same column of the file.
  @Test func droppedAndAddedAgain() {
    let known = [(1, "id", UInt32(23)), (3, "w", 23), (7, "w", 23)]
    #expect(places(["w"], [("id", 23), ("w", 23)], known, live: [1, 7]) == .found([1]))
    #expect(places(["w"], [("id", 23)], known, live: [1, 7]) == .found([nil]))
    #expect(places(["w"], [("id", 23), ("w", 23)], known, live: [1]) == .found([1]))
  }

  /// `a` was dropped after `b` had taken its place and name: which `a` the WAL means is open.
  @Test func twoReadingsAreUnclear() {
    let known = [(1, "a", UInt32(25)), (2, "a", 25), (2, "b", 25)]
    #expect(places(["b"], [("a", 25)], known, live: [2]) == .unclear("b"))
  }

  /// Column 2 is there under its old name, so the `b` behind it is another one.
  @Test func namesWhoseOrderFitsNothing() {
    let known = [(1, "id", UInt32(23)), (2, "a", 25), (2, "b", 25)]
    #expect(
      places(["b"], [("id", 23), ("a", 25), ("b", 25)], known, live: [1, 2]) == .unclear("b"))
  }

  /// Every column was dropped and added again, eight times.
  @Test func manyReadingsEndSoon() {
    let names = (0..<40).map { "c\($0)" }
    let known = (0..<8).flatMap { round in
      names.enumerated().map { (round * 40 + $0.offset + 1, $0.element, UInt32(25)) }
    }
    let result = places(
      names, names.map { ($0, UInt32(25)) }, known, live: Set(281...320))
    #expect(result == .found((0..<40).map { $0 }))
  }

  @Test func aNameThatNobodyHad() {
    let known = [(1, "id", UInt32(23)), (2, "a", 25)]
    #expect(places(["a"], [("id", 23), ("x", 25)], known, live: [1, 2]) == .unclear("a"))
    #expect(places(["a"], [("id", 23), ("x", 16)], known, live: [1, 2]) == .found([nil]))
    // It no longer exists, so that nothing of it is looked for.
    #expect(places(["a"], [("id", 23), ("x", 25)], known, live: [1]) == .found([nil]))
  }
}
