/// A place in a text file; line and column count from 1, columns in bytes of UTF-8.
package struct SourceLocation: Sendable, Equatable, Hashable, CustomStringConvertible {
  package var file: String
  package var line: Int
  package var column: Int

  /// Makes a location.
  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`, as compilers print it.
  package var description: String { "\(file):\(line):\(column)" }
}
