import ArgumentParser
import Catalog
import Diagnostics
import Settings

/// Patterns on the command line.
enum PatternArgument {
  @Sendable static func table(_ text: String) throws -> NamePattern {
    guard let pattern = NamePattern(text) else {
      throw ValidationError(
        "`\(TerminalText.sanitized(text))` is not a pattern: table or schema.table, quotes closed.")
    }
    return pattern
  }

  @Sendable static func schema(_ text: String) throws -> NamePattern {
    let pattern = try table(text)
    guard !pattern.isQualified else {
      throw ValidationError(
        "--schema `\(TerminalText.sanitized(text))`: quote a name that holds a dot.")
    }
    return pattern
  }

  @Sendable static func column(_ text: String) throws -> ColumnPattern {
    guard let pattern = ColumnPattern(text) else {
      throw ValidationError(
        "`\(TerminalText.sanitized(text))` is not a pattern: column, table.column or"
          + " schema.table.column, quotes closed.")
    }
    return pattern
  }

  /// `PATTERN=TYPE`; the last equals sign counts, as no type has one in its name.
  @Sendable static func override(_ text: String) throws -> TypeOverride {
    guard let sign = text.utf8.lastIndex(of: UInt8(ascii: "=")) else {
      throw ValidationError("--override `\(TerminalText.sanitized(text))`: write pattern=type.")
    }
    let name = String(text[text.utf8.index(after: sign)...])
    guard DatabrewType(name: name) != nil else {
      let names = DatabrewType.all.map(\.name)
      let nearest = Nearest.match(for: name, in: names).map { "; did you mean \($0)?" }
      throw ValidationError(
        "--override: `\(TerminalText.sanitized(name))` is not a databrewType"
          + (nearest ?? ": \(names.joined(separator: ", "))"))
    }
    return TypeOverride(columns: try column(String(text[..<sign])), type: name)
  }
}
