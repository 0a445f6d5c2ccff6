private import CLibPQ

/// The rows of one answer, in text format, with the columns by name.
package struct Rows: Sendable {
  private let handle: Handle
  /// Number of rows.
  package let count: Int
  /// Names of the columns, as the server gave them.
  package let columns: [String]

  /// Owns the result.
  @safe private final class Handle: @unchecked Sendable {
    // SAFETY: the results of libpq are read-only once they are complete.
    let pointer: OpaquePointer
    init(_ pointer: OpaquePointer) { unsafe self.pointer = pointer }
    deinit { unsafe PQclear(pointer) }
  }

  /// Takes over `result`, which must not be cleared by anybody else.
  init(taking result: OpaquePointer) {
    unsafe handle = Handle(result)
    count = unsafe Int(PQntuples(result))
    var names: [String] = []
    for index in unsafe 0..<PQnfields(result) {
      names.append(unsafe PQfname(result, index).map { unsafe String(cString: $0) } ?? "")
    }
    columns = names
  }

  /// A value as text; nil for NULL. Traps outside the rows or columns: a programmer's error.
  package subscript(row row: Int, index index: Int) -> String? {
    precondition(row >= 0 && row < count && index >= 0 && index < columns.count)
    let (row, column) = (Int32(row), Int32(index))
    guard unsafe PQgetisnull(handle.pointer, row, column) == 0 else { return nil }
    let length = unsafe Int(PQgetlength(handle.pointer, row, column))
    guard let start = unsafe PQgetvalue(handle.pointer, row, column) else { return nil }
    return unsafe String(
      decoding: UnsafeRawBufferPointer(start: start, count: length), as: UTF8.self)
  }

  /// A value by the column's name; traps on a name that the statement does not have.
  package subscript(row row: Int, name name: String) -> String? {
    self[row: row, index: place(of: name)]
  }

  /// The index of a column, to look it up once for many rows; traps on an unknown name.
  package func place(of name: String) -> Int {
    guard let index = columns.firstIndex(of: name) else {
      preconditionFailure("the statement has no column \(name)")
    }
    return index
  }

  /// A boolean (`t` or `f`).
  package func bool(_ row: Int, _ name: String) -> Bool? {
    self[row: row, name: name].map { $0 == "t" }
  }

  /// An integer; nil for NULL and for what is not an integer.
  package func int(_ row: Int, _ name: String) -> Int? {
    self[row: row, name: name].flatMap { Int($0) }
  }

  /// A position; nil for NULL.
  package func lsn(_ row: Int, _ name: String) -> LSN? {
    self[row: row, name: name].flatMap { LSN($0) }
  }

  /// The elements of a one-dimensional text array; nil for NULL.
  package func texts(_ row: Int, _ name: String) -> [String?]? {
    self[row: row, name: name].flatMap(ArrayLiteral.elements)
  }
}
