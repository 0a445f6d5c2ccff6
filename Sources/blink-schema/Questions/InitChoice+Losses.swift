import Catalog
import Diagnostics
import Drafting
import Postgres
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
    let streamed = entries.filter { drafter.draft($0).isActive }
    for entry in streamed {
      guard let reason = drafter.keyReason(entry.table) else { continue }
      Terminal.error(
        style.yellow("warning: ")
          + TerminalText.sanitized(
            "\(entry.table.name) has no pk: \(reason), and the remaining columns do not identify a row"
          ))
    }
    tellIdentities(streamed, drafter, style)
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

  /// Reports on stderr what old rows lack, and what a new partition will need.
  private func tellIdentities(
    _ streamed: [SchemaDrafter.Entry], _ drafter: SchemaDrafter, _ style: Style
  ) {
    let remarks = streamed.map { ($0.table.name, drafter.remarks($0)) }
    let unsent = remarks.filter { !$0.1.unsentKey.isEmpty }.map { name, remarks in
      "\(name) (\(remarks.unsentKey.map(\.text).joined(separator: ", ")))"
    }
    let bare = remarks.filter(\.1.isBareWhenNew).map(\.0.description)
    for (names, what) in [
      (
        unsent,
        "the replica identity does not contain the key, so that updates and deletes do not name the old one:"
      ), (bare, "a new partition needs a replica identity before its first UPDATE or DELETE, in"),
    ] where !names.isEmpty {
      Terminal.error(
        style.yellow("warning: ") + TerminalText.sanitized("\(what) \(Self.list(names))"))
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
