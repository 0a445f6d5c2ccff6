import Catalog
import Diagnostics
import Drafting
import Options
import Settings
import System
import YAML

/// Runs `init` on an existing file: merges what changed in the database.
struct InitRerun {
  let file: FileOptions
  let options: RerunOptions
  let style: Style

  /// What came of it.
  struct Outcome {
    var plan: MergePlan
    var schema: FileSchema
    /// The file's bytes before and after.
    var old: [UInt8]
    var new: [UInt8]
    var edits: [TextEdit]
  }

  private var lockFile: LockFile { LockFile(directory: file.directory, stem: file.stem) }

  /// The lock; nil with `--adopt` on a file without one.
  func lock() throws(Failure) -> Lock? { try lockFile.read() }

  /// - Throws: `wouldOverwrite` if init did not write the file.
  func checkOwn() throws(Failure) {
    guard lockFile.exists || options.adopt else {
      throw Failure(
        .wouldOverwrite, "the file already exists, and init has no lock file for it",
        subject: file.path, why: "without it init cannot tell which lines you changed",
        remedies: [
          "--adopt accepts the file as it is; later runs merge into it",
          "name another file, or use --print, which does not write to a file",
        ])
    }
  }

  /// Plans the merge; nothing is written.
  ///
  /// - Throws: `wouldOverwrite` for conflicts, which are reported on stderr.
  func plan(
    _ configuration: Configuration, _ lock: Lock?, _ reading: DatabaseReading,
    _ selection: SelectionOptions
  ) throws(Failure) -> Outcome {
    let old = try BoundedFile.read(file.path)
    let schema = try FileSchema(old, configuration)
    let flags = selection.flags(over: lock?.selection)
    let view = reading.view(flags, schema: configuration.source.schema, sharing: lock)
    let situation = Situation(file: schema, lock: lock, database: view)
    var merging = options.merge
    merging.admitsKeyless = selection.tables.includeKeyless
    merging.named = Set(
      reading.tables.filter { table in
        view.selected.contains(table.oid)
          && selection.tables.table.contains { $0.matches(table.name) }
      }.map(\.oid))
    let plan = Merger.plan(situation, merging, lock: reading.lock(flags))
    guard plan.conflicts.isEmpty else {
      Terminal.error(MergeText(style: style).conflicts(plan))
      let count = plan.conflicts.count
      throw Failure(
        .wouldOverwrite, "\(Amount.count(count, "conflict")); nothing was written",
        subject: file.path,
        remedies: [
          "edit the file", "--ours keeps the file's version, --theirs uses the database's",
        ])
    }
    do {
      let edits = try SchemaEditor.edits(plan, schema)
      let new = edits.isEmpty ? old : TextEdit.apply(edits, to: old)
      if !edits.isEmpty { try check(new, plan, view, merging) }
      return Outcome(plan: plan, schema: schema, old: old, new: new, edits: edits)
    } catch {
      Terminal.error(MergeText(style: style).text(plan))
      throw error
    }
  }

  /// Writes the file, then the lock: a crash in between is repaired by the next run.
  ///
  /// - Parameter lock: what the lock file holds; nil for none.
  func write(_ outcome: Outcome, over lock: Lock?) throws(Failure) {
    if outcome.new != outcome.old {
      try AtomicFile.replace(file.path, outcome.new, ifStill: outcome.old)
    }
    if outcome.plan.lock != lock { try lockFile.write(outcome.plan.lock) }
  }

  /// The edited file must mean what was intended: it is well formed, and merging again changes
  /// nothing.
  private func check(
    _ new: [UInt8], _ plan: MergePlan, _ view: DatabaseView, _ merging: MergeOptions
  ) throws(Failure) {
    var reading = ConfigurationReader.Options()
    reading.isLenient = file.lenient
    reading.requiresVariables = false
    reading.acceptsPlanned = true
    let outcome = ConfigurationReader.read(
      new, file: file.path, environment: try file.environment(), options: reading)
    if let configuration = outcome.configuration {
      let again = Merger.plan(
        Situation(file: try FileSchema(new, configuration), lock: plan.lock, database: view),
        merging, lock: plan.lock)
      if again.isEmpty, again.conflicts.isEmpty, again.lock == plan.lock { return }
    }
    let problem = outcome.diagnostics.first { $0.severity == .error }
    throw Failure(
      .unexpected, "the edited file would not have the intended content; nothing was written",
      subject: problem.map { "\($0.location): \($0.message)" } ?? file.path,
      remedies: ["make the changes above by hand", "please report this as a bug"])
  }
}
