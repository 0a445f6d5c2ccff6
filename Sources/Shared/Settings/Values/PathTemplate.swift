/// A path with places for what an event belongs to: `{database}`, `{schema}`, `{table}` and
/// `{date}`.
package struct PathTemplate: Sendable, Equatable {
  package enum Part: Sendable, Equatable {
    case text(String)
    case database, schema, table, date
  }

  package let parts: [Part]

  /// Why a text is no template.
  package struct Problem: Error, Sendable, Equatable {
    package var message: String
  }

  /// Reads a template.
  ///
  /// - Throws: what is wrong with it, as a message for a person.
  package init(_ text: String) throws(Problem) {
    var parts: [Part] = []
    var rest = text[...]
    while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else {
        throw Problem(message: "a brace without its counterpart")
      }
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      switch rest[rest.index(after: open)..<close] {
      case "database": parts.append(.database)
      case "schema": parts.append(.schema)
      case "table": parts.append(.table)
      case "date": parts.append(.date)
      case let name:
        throw Problem(
          message: "{\(name)} is not known here: {database}, {schema}, {table} and {date} are")
      }
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    guard case .text(let last)? = parts.last, last.hasSuffix("/") else {
      self.parts = parts
      return
    }
    throw Problem(message: "a path that ends with a slash names a folder, not a file")
  }

  /// The folder that every path of the template is in: what stands before the last slash that comes
  /// before the first place; `.` where there is none.
  package var folder: String {
    guard case .text(let text)? = parts.first, let slash = text.lastIndex(of: "/") else {
      return "."
    }
    return slash == text.startIndex ? "/" : String(text[..<slash])
  }

  /// The template within its folder.
  package var name: [Part] {
    guard case .text(let text)? = parts.first, let slash = text.lastIndex(of: "/") else {
      return parts
    }
    let rest = String(text[text.index(after: slash)...])
    return (rest.isEmpty ? [] : [.text(rest)]) + parts.dropFirst()
  }
}
