import Catalog

extension SelectionFlags {
  /// The choice of tables as a command line has it.
  var words: [String] {
    let pairs =
      schemas.map { ("--schema", $0.text) } + tables.map { ("--table", $0.text) }
      + excludedTables.map { ("--exclude-table", $0.text) }
    return pairs.flatMap { flag, value in
      // A value that begins with a dash would be taken for a flag.
      value.utf8.first == UInt8(ascii: "-") ? ["\(flag)=\(value)"] : [flag, value]
    }
  }

  /// The same for a shell, to be copied from a terminal.
  var text: String { words.map(NextSteps.printable).joined(separator: " ") }
}
