import Postgres
package import Start

/// A plan as `--dry-run` prints it.
package struct PlanWords {
  /// A sentence each, names as they are.
  package let lines: [String]

  /// - Parameters:
  ///   - hasName: whether the slot's name is known; otherwise one is generated at the first start.
  ///   - end: `--endpos`.
  package init(_ plan: StartPlan, hasName: Bool, end: RunOptions.EndPosition?) {
    let slot = hasName ? "slot \(plan.facts.slotName)" : "a slot with a generated name"
    let publication =
      hasName || plan.facts.publication != nil
      ? "publication \(plan.facts.publicationName)" : "a publication of the same name"
    var lines = plan.notes + plan.warnings
    switch plan.start {
    case .snapshot: lines.append("\(slot) would be created, after a snapshot")
    case .createSlot: lines.append("\(slot) would be created, without a snapshot")
    case .stream(let position, _):
      lines.append("\(slot) would be streamed from \(position)")
      if case .lsn(let target) = end, position >= target {
        lines.append("the end position \(target) is already past: the run would end at once")
      }
    case nil: break
    }
    switch plan.publication {
    case .keep: lines.append("\(publication) is used as it is")
    case .create(let statement): lines.append("\(publication) would be created: \(statement)")
    case .change(let statements):
      lines += statements.map { "\(publication) would be changed: \($0)" }
    }
    self.lines = lines
  }
}
