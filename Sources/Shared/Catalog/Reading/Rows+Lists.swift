package import Postgres

/// Values that statements over many objects return.
extension Rows {
  /// Returns a table's name from two columns.
  package func name(
    _ row: Int, _ schema: String = "schema", _ name: String = "name"
  ) -> QualifiedName {
    QualifiedName(
      schema: Identifier(self[row: row, name: schema] ?? ""),
      name: Identifier(self[row: row, name: name] ?? ""))
  }

  /// Returns the elements of an array that are not NULL; none for NULL.
  package func list(_ row: Int, _ name: String) -> [String] {
    (texts(row, name) ?? []).compactMap { $0 }
  }

  /// Returns a number with a fraction; nil for NULL.
  package func double(_ row: Int, _ name: String) -> Double? {
    self[row: row, name: name].flatMap(Double.init)
  }

  /// Returns a boolean that came through `to_jsonb`, which says true, not t; nil for NULL.
  package func flag(_ row: Int, _ name: String) -> Bool? {
    self[row: row, name: name].map { $0 == "true" }
  }
}
