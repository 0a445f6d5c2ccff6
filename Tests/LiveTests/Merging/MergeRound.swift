import Foundation
import Support

/// One random database, one file of `init`'s, edited by hand; the database is changed, and `init`
/// runs again. Gathers what is not as it should be.
struct MergeRound {
  let seed: UInt64
  private var problems: [String] = []
  private var story: [String] = []
  private let place: DatabaseFolder

  /// Plays a round; gives its problems with what led to them, nothing where all is well.
  static func play(_ cluster: TestCluster, seed: UInt64) throws -> [String] {
    var round = try MergeRound(cluster, seed: seed)
    try round.play()
    try cluster.psql("DROP DATABASE merge_\(seed)")
    return round.problems.isEmpty
      ? [] : ["seed \(seed)"] + round.problems + ["what happened:"] + round.story
  }

  private init(_ cluster: TestCluster, seed: UInt64) throws {
    self.seed = seed
    place = try DatabaseFolder(cluster, "merge_\(seed)")
  }

  private mutating func play() throws {
    var random = SeededGenerator(seed: seed &* 7919)
    var model = RandomDatabase(seed: seed)
    try execute(model.creation())
    let flags = random.pick([[], [], ["--include-keyless"], ["--comments", "none"]]) ?? []
    guard try expect(0, ["init"] + flags) else { return }
    let before = model
    let first = try FileOutline(try place.text())
    let edits = try RandomEdits(try place.text(), random)
    try place.write(edits.text)
    story += edits.log.map { "edit \($0)" } + ["the edited file:", edits.text]
    guard try expect(0, ["lint"]) else { return }
    try execute(model.changes())
    let edited = try FileOutline(edits.text)
    let comparison = MergeComparison(
      first: first, edited: edited, before: before, after: model,
      comments: edits.comments, includesKeyless: flags.contains("--include-keyless"))
    let options = random.pick([[], ["--new", "add"], ["--new", "ignore"]]) ?? []
    try merge(options, comparison, preference: nil)
  }

  private mutating func merge(
    _ options: [String], _ comparison: MergeComparison, preference: String?
  ) throws {
    let arguments = ["init"] + options + (preference.map { [$0] } ?? [])
    let old = try place.files()
    let dry = try place.run(arguments + ["--dry-run"])
    if try place.files() != old { problems.append("--dry-run wrote something") }
    let outcome = try place.run(arguments)
    story.append("\(arguments): \(outcome.exit)\n\(outcome.stderr)")
    if dry.exit != outcome.exit { problems.append("--dry-run: \(dry.exit) \(dry.stderr)") }
    if outcome.exit == 6 {
      if try place.files() != old { problems.append("a conflict, but something was written") }
      guard comparison.mayConflict(all: preference != nil) else {
        problems.append("a conflict where nothing that was edited was changed")
        return
      }
      guard preference == nil else { return }
      try merge(options, comparison, preference: "--theirs")
      for (name, data) in old { try data.write(to: place.file(name)) }
      try merge(options, comparison, preference: "--ours")
      return
    }
    guard outcome.exit == 0 else {
      problems.append("\(arguments): \(outcome.exit)")
      return
    }
    let text = try place.text()
    story += ["the merged file:", text]
    try checkPatch(dry.stdout, old["blink.yaml"] ?? Data(), text)
    guard try expect(0, ["lint"]) else { return }
    let merged = try FileOutline(text)
    let fresh = try place.run(["init", "--print", "--include-keyless"])
    problems += comparison.problems(
      merged, fresh: try FileOutline(fresh.stdout), preference: preference,
      addsTables: options.contains("add"))
    try checkDiff(comparison, merged, preference)
    let settled = try place.files()
    let again = try place.run(arguments)
    if again.exit != 0 || !again.stderr.contains("is up to date") {
      problems.append("init again: \(again.exit) \(again.stderr)")
    }
    if try place.files() != settled { problems.append("init again changed something") }
  }

  /// What `--dry-run` printed gives, with patch(1), what `init` wrote.
  private mutating func checkPatch(_ diff: String, _ old: Data, _ new: String) throws {
    let place = try TemporaryDirectory()
    let file = URL(fileURLWithPath: place.path + "/blink.yaml")
    try old.write(to: file)
    if !diff.isEmpty {
      let patch = try Program.run(
        "/usr/bin/patch", ["-p1", "--fuzz=0", "--no-backup-if-mismatch"], directory: place.path,
        stdin: diff)
      if patch.exit != 0 || patch.stdout.contains("offset") {
        problems.append("patch: \(patch.exit) \(patch.stdout) \(patch.stderr)\n\(diff)")
        return
      }
    }
    if try Data(contentsOf: file) != Data(new.utf8) {
      problems.append("patch gives another file than init:\n\(diff)")
    }
  }

  private mutating func checkDiff(
    _ comparison: MergeComparison, _ merged: FileOutline, _ preference: String?
  ) throws {
    let outcome = try place.run(["diff", "--format", "json"])
    guard let report = try? DiffReport(outcome.stdout)
    else {
      problems.append("diff: \(outcome.exit) \(outcome.stderr) \(outcome.stdout)")
      return
    }
    let drift = report.changes.filter { ["compatible", "widening", "breaking"].contains($0.class) }
    if outcome.exit != (drift.isEmpty ? 0 : 2) || report.drift == drift.isEmpty {
      problems.append("diff: exit \(outcome.exit), drift \(report.drift), \(drift)")
    }
    // What the user wants although the database is otherwise.
    var decisions: Set<String> = ["override-incompatible"]
    if preference == "--ours" {
      decisions.formUnion(["table-missing", "column-missing", "type-changed", "type-widened"])
    }
    for change in drift where !decisions.contains(change.kind) {
      problems.append("drift after the merge: \(change)")
    }
    if !comparison.hasWildTypes(merged), drift.contains(where: { $0.kind.hasPrefix("override") }) {
      problems.append("drift after the merge: \(drift)")
    }
  }

  // MARK: Tools

  private mutating func execute(_ statements: [String]) throws {
    story += statements
    try place.sql(statements.joined(separator: ";\n"))
  }

  private mutating func expect(_ exit: Int32, _ arguments: [String]) throws -> Bool {
    let outcome = try place.run(arguments)
    if outcome.exit == exit { return true }
    problems.append(
      "\(arguments): \(outcome.exit), not \(exit)\n\(outcome.stdout)\(outcome.stderr)")
    return false
  }
}
