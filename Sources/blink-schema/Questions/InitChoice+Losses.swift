import Catalog
import Diagnostics
import Drafting
import Settings
import System
import Types

extension InitChoice {
  /// Reports on stderr what the flags lose.
  ///
  /// - Throws: if a requested type cannot represent any value of a column.
  func tellLosses(_ drafter: SchemaDrafter, _ style: Style) throws(Failure) {
    let losses = entries.flatMap { drafter.losses($0.table) }
    let impossible = losses.filter { $0.classification == .incompatible }
    guard impossible.isEmpty else {
      throw Failure(
        .configuration, "--override: the type cannot represent any value of these columns",
        subject: Self.list(impossible.map { "\(Self.name($0)) as \($0.type.name)" }),
        remedies: [
          "narrow the pattern: column, table.column or schema.table.column",
          "String can represent every type",
        ])
    }
    for entry in entries {
      guard let reason = drafter.keyReason(entry.table) else { continue }
      Terminal.error(
        style.yellow("warning: ")
          + TerminalText.sanitized(
            "\(entry.table.name) has no pk: \(reason), and the remaining columns do not identify a row"
          ))
    }
    let lossy = losses.filter { $0.classification == .lossy }
    let narrower = losses.filter { $0.classification == .narrowing }
    for (columns, what) in [
      (lossy, "the type loses part of some values of"),
      (narrower, "on_overflow applies to values that do not fit of"),
    ] where !columns.isEmpty {
      let names = columns.map { "\(Self.name($0)) as \($0.type.name)" }
      Terminal.error(style.yellow("warning: ") + "\(what) \(Self.list(names))")
    }
  }

  private static func name(_ loss: SchemaDrafter.Loss) -> String {
    TerminalText.sanitized("\(loss.table).\(loss.column) (\(loss.formatted))")
  }

  /// The first ten, and how many more there are.
  private static func list(_ names: [String]) -> String {
    let more = names.count > 10 ? " and \(names.count - 10) more" : ""
    return names.prefix(10).joined(separator: ", ") + more
  }
}
