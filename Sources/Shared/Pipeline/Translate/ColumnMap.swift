import Postgres
import Replication

/// Finds out which columns the names of a Relation message are.
///
/// The message has no attribute numbers, and its names are those of its place in the WAL. But its
/// columns are in the order of their numbers, and each bears a name and a type that its number had
/// then. Pure.
enum ColumnMap {
  enum Result: Equatable {
    /// The attribute number of each column of the message; nil for one that is not known: it was
    /// added or dropped in between.
    case found([Int?])
    /// This column of the message could be more than one column of the table.
    case ambiguous(Identifier)
  }

  /// - Parameter known: the columns by number, once for each name and type that they had.
  static func numbers(of columns: [Relation.Column], among known: [TableIdentity.Column]) -> Result
  {
    let names = Dictionary(grouping: known, by: \.name)
    // Most often every column has the one name that it has always had.
    let simple = columns.map { column in
      Set(candidates(column, names[column.name] ?? []))
    }
    if simple.allSatisfy({ $0.count <= 1 }) {
      let numbers = simple.map(\.first)
      if isIncreasing(numbers) { return .found(numbers) }
    }
    let assignments = Self.assignments(simple.map { $0.sorted() }, most: 2)
    guard let first = assignments.first else { return .found(columns.map { _ in nil }) }
    guard assignments.count == 1 else {
      let place = columns.indices.first { first[$0] != assignments[1][$0] } ?? 0
      return .ambiguous(columns[place].name)
    }
    return .found(first)
  }

  /// The numbers that had this name; of those, the ones that had this type as well, if any had.
  private static func candidates(
    _ column: Relation.Column, _ named: [TableIdentity.Column]
  ) -> [Int] {
    let typed = named.filter { $0.type == column.typeOID }
    return (typed.isEmpty ? named : typed).map(\.number)
  }

  private static func isIncreasing(_ numbers: [Int?]) -> Bool {
    let known = numbers.compactMap { $0 }
    return zip(known, known.dropFirst()).allSatisfy { $0 < $1 }
  }

  /// The ways to give each column one of its numbers, in increasing order.
  private static func assignments(_ candidates: [[Int]], most: Int) -> [[Int?]] {
    var found: [[Int?]] = []
    var current: [Int?] = []
    func extend(_ place: Int, _ last: Int) {
      guard found.count < most else { return }
      guard place < candidates.count else { return found.append(current) }
      if candidates[place].isEmpty {
        current.append(nil)
        extend(place + 1, last)
        current.removeLast()
      }
      for number in candidates[place] where number > last {
        current.append(number)
        extend(place + 1, number)
        current.removeLast()
      }
    }
    extend(0, 0)
    return found
  }
}
