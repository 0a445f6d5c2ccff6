import Diagnostics
import Pipeline

/// A teardown plan in lines for stdout.
struct TeardownText {
  /// Everything, as a dry run shows it.
  let lines: [String]
  /// What is kept or does not exist, for a run that drops the rest.
  let kept: [String]
  /// Whether anything would be dropped.
  let drops: Bool

  /// - Parameter sinkFolder: where the sink keeps files and a position of its own; nil if it keeps
  ///   none.
  init(_ plan: TeardownPlan, stateFile: String?, sinkFolder: String?) {
    var entries = [
      (plan.slotName.map { "slot \($0)" } ?? "slot", plan.slot),
      (plan.publicationName.map { "publication \($0)" } ?? "publication", plan.publication),
      (stateFile.map { "state \($0)" } ?? "state", plan.state),
    ]
    if let sinkFolder {
      // Its position would name a slot that is gone.
      let why = "the files and their position; move it away before this configuration runs again"
      entries.append(("folder \(sinkFolder)", .keep(why, statement: nil)))
    }
    lines = entries.map { Self.line($0.0, $0.1) }
    let staying = entries.filter { if case .drop = $0.1 { false } else { true } }
    kept = staying.map { Self.line($0.0, $0.1) }
    drops = staying.count < entries.count
  }

  private static func line(_ what: String, _ verdict: TeardownPlan.Verdict) -> String {
    let text =
      switch verdict {
      case .absent: "\(what): does not exist, nothing to drop"
      case .drop(let why): "\(what): would be dropped (\(why))"
      case .keep(let why, nil): "\(what): kept: \(why)"
      case .keep(let why, let statement?): "\(what): kept: \(why); by hand:  \(statement)"
      }
    return TerminalText.sanitized(text) + "\n"
  }
}
