import Postgres
import Replication
import Start

/// Finds out where the columns of the file are in the rows that a Relation message describes.
///
/// The message has no attribute numbers, and its names are those of its place in the WAL. But its
/// columns are in the order of their numbers, each has a name and a type that its number had then,
/// and a column that still exists is in every message since it was added. Pure.
struct ColumnMap {
  enum Result: Equatable {
    /// The place of each column of the file in the rows; nil for one that they do not have.
    case found([Int?])
    /// This column of the file could be in more than one place, or in none.
    case unclear(Identifier)
  }

  let table: KnownTable
  /// The columns of the file.
  let wanted: [Identifier]

  /// The ways to read the names that are looked at, and the steps to find them, at most.
  private static let most = 64
  private static let steps = 100_000

  /// - Returns: where the columns are, or why that cannot be told.
  func places(in columns: [Relation.Column]) -> Result {
    let candidates = columns.map(candidates)
    let numbers = wanted.map { table.number(of: $0) }
    let readings = readings(of: candidates)
    var results: [[Int?]] = []
    for reading in readings {
      let places = places(columns, reading, numbers)
      if !results.contains(places) { results.append(places) }
    }
    // Where no order fits, a name belongs to a column that is not known to have had it.
    guard let first = results.first else { return .unclear(wanted.first ?? "") }
    guard results.count == 1 else {
      let place = wanted.indices.first { first[$0] != results[1][$0] } ?? 0
      return .unclear(wanted[place])
    }
    return stranger(columns, candidates, first, numbers).map { .unclear($0) } ?? .found(first)
  }

  /// Whether a column of the message has a name that the table never had.
  func hasStranger(_ columns: [Relation.Column]) -> Bool {
    columns.contains { candidates($0).isEmpty }
  }

  /// The numbers that had this name; of those, the ones that had this type as well, if any had.
  private func candidates(_ column: Relation.Column) -> [Int] {
    let named = table.tracked.table.columns.filter { $0.name == column.name }
    let typed = named.filter { $0.type == column.typeOID }
    return Set((typed.isEmpty ? named : typed).map(\.number)).sorted()
  }

  /// The ways to give each column one of its numbers, in increasing order; those that have every
  /// column that still exists, up to the newest one, if there are any.
  private func readings(of candidates: [[Int]]) -> [[Int?]] {
    var found: [[Int?]] = []
    var current: [Int?] = []
    var steps = 0
    func extend(_ place: Int, _ last: Int) {
      steps += 1
      guard found.count < Self.most, steps < Self.steps else { return }
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
    guard found.count > 1 else { return found }
    let whole = found.filter { reading in
      let newest = reading.compactMap { $0 }.max() ?? 0
      return table.tracked.live.allSatisfy { $0 > newest || reading.contains($0) }
    }
    return whole.isEmpty ? found : whole
  }

  /// A column of the file is where its number is. A number that no longer exists, or is not known,
  /// is the column of the file that has its name, if nothing else is.
  private func places(
    _ columns: [Relation.Column], _ reading: [Int?], _ numbers: [Int?]
  ) -> [Int?] {
    wanted.indices.map { index in
      if let number = numbers[index], let place = reading.firstIndex(of: number) { return place }
      return columns.indices.first { place in
        guard columns[place].name == wanted[index] else { return false }
        return reading[place].map { !table.tracked.live.contains($0) } ?? true
      }
    }
  }

  /// A column that exists but is missing, beside one of its type that nobody knows, could be that
  /// one under a name that it had only for a while.
  private func stranger(
    _ columns: [Relation.Column], _ candidates: [[Int]], _ places: [Int?], _ numbers: [Int?]
  ) -> Identifier? {
    let strangers = columns.indices.filter { candidates[$0].isEmpty && !places.contains($0) }
    guard !strangers.isEmpty else { return nil }
    return wanted.indices.first { index in
      guard places[index] == nil, let number = numbers[index],
        table.tracked.live.contains(number)
      else { return false }
      let types = table.types(of: number)
      return strangers.contains { types.contains(columns[$0].typeOID) }
    }.map { wanted[$0] }
  }
}
