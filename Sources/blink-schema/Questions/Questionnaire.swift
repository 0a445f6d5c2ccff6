import Catalog
import Diagnostics
import Drafting
import Postgres

/// What `init` asks on a terminal, and the equivalent flags. Pure: tables and answers in,
/// questions and flags out.
struct Questionnaire {
  /// The given flags, and those equivalent to the answers.
  private(set) var flags: SelectionFlags
  /// Those equivalent to the answers.
  private(set) var answers = SelectionFlags()
  /// Whether an answer left nothing to write.
  private(set) var picksNothing = false
  private var step = Step.done
  /// Whether the question was asked before, and its list is on the screen.
  private var isAskedAgain = false
  private let all: [Table]
  private let serverVersion: Int

  private enum Step {
    case schemas([Identifier])
    case tables([SchemaDrafter.Entry])
    case done
  }

  /// Up to this many tables without warnings need no question.
  static let fewTables = 20

  init(_ all: [Table], given flags: SelectionFlags, serverVersion: Int) {
    self.all = all
    self.flags = flags
    self.serverVersion = serverVersion
    step = afterStart()
  }

  /// Flags with which the same command does the same without questions.
  var words: String {
    (["--no-input"] + answers.words).map(NextSteps.printable).joined(separator: " ")
  }

  /// The next question; nil if there is none.
  var question: String? {
    switch step {
    case .schemas where isAskedAgain: return QuestionText.schemasAgain
    case .tables where isAskedAgain: return QuestionText.tablesAgain
    case .schemas(let schemas):
      let counts = Dictionary(grouping: selected, by: \.name.schema).mapValues(\.count)
      return QuestionText.schemas(schemas.map { ($0, counts[$0] ?? 0) })
    case .tables(let entries): return QuestionText.tables(entries.map(item))
    case .done: return nil
    }
  }

  /// Takes the answer to the question, and returns the reply.
  mutating func answer(_ line: String) -> String {
    isAskedAgain = !isUnderstood(line)
    switch step {
    case .schemas(let schemas):
      guard let picked = Picks.parse(line, count: schemas.count) else { return misunderstood }
      var added = SelectionFlags()
      if picked.count < schemas.count {
        added.schemas = picked.sorted().compactMap { NamePattern.literal(schemas[$0]) }
      }
      return take(added, isNothing: picked.isEmpty)
    case .tables(let entries):
      guard let picked = Picks.parse(line, count: entries.count) else { return misunderstood }
      return take(tableFlags(entries.map(\.table.name), picked), isNothing: picked.isEmpty)
    case .done: return ""
    }
  }

  private func isUnderstood(_ line: String) -> Bool {
    switch step {
    case .schemas(let schemas): Picks.parse(line, count: schemas.count) != nil
    case .tables(let entries): Picks.parse(line, count: entries.count) != nil
    case .done: true
    }
  }

  private let misunderstood = "invalid answer: \(Picks.help)"

  private mutating func take(_ added: SelectionFlags, isNothing: Bool) -> String {
    for place in [\SelectionFlags.schemas, \.tables, \.excludedTables] {
      flags[keyPath: place] += added[keyPath: place]
      answers[keyPath: place] += added[keyPath: place]
    }
    picksNothing = isNothing
    if isNothing {
      step = .done
      return "nothing is selected"
    }
    if case .schemas = step { step = afterSchemas() } else { step = .done }
    return added.words.isEmpty ? "equivalent to no flag" : "equivalent to \(added.text)"
  }

  /// The shorter of the two ways to say it.
  private func tableFlags(_ tables: [QualifiedName], _ picked: Set<Int>) -> SelectionFlags {
    var flags = SelectionFlags()
    let others = tables.indices.filter { !picked.contains($0) }
    if others.count <= picked.count {
      flags.excludedTables = others.compactMap { NamePattern.literal(tables[$0]) }
    } else {
      flags.tables = picked.sorted().compactMap { NamePattern.literal(tables[$0]) }
    }
    return flags
  }

  /// The tables that the flags select and that can be streamed.
  private var selected: [Table] {
    TableSelection(flags, publication: nil, serverVersion: serverVersion).apply(to: all).chosen
  }

  private var choosesTables: Bool { !flags.tables.isEmpty || flags.fromPublication != nil }

  private func afterStart() -> Step {
    guard flags.schemas.isEmpty, !choosesTables else { return afterSchemas() }
    let schemas = Set(selected.map(\.name.schema)).sorted()
    return schemas.count > 1 ? .schemas(schemas) : afterSchemas()
  }

  private func afterSchemas() -> Step {
    guard !choosesTables, flags.excludedTables.isEmpty else { return .done }
    let entries = selected.map { table in
      SchemaDrafter.Entry(table, among: all, withSize: true)
    }
    let isWorthAQuestion =
      entries.count > Self.fewTables
      || entries.count > 1 && entries.contains { item($0).warning != nil }
    return isWorthAQuestion ? .tables(entries) : .done
  }

  private func item(_ entry: SchemaDrafter.Entry) -> QuestionText.Item {
    let table = entry.table
    var warnings: [String] = []
    if let gap = entry.gap {
      warnings.append(gap.reason + (flags.includesKeyless ? "" : ", will be commented out"))
    }
    if table.rowSecurity, !table.isOwner || table.forcesRowSecurity {
      warnings.append("row level security may hide rows")
    }
    if table.replicaIdentity == .full {
      warnings.append("REPLICA IDENTITY FULL: whole old rows in the WAL")
    }
    let unreadable = table.columns.count { !$0.canSelect }
    if unreadable > 0 { warnings.append("\(Amount.count(unreadable, "column")) unreadable") }
    return QuestionText.Item(
      name: table.name, rows: entry.size?.rows, bytes: entry.size?.bytes ?? 0,
      key: (table.primaryKey.isEmpty ? table.identityColumns : table.primaryKey).map(\.name),
      warning: warnings.isEmpty ? nil : warnings.joined(separator: "; "))
  }
}
