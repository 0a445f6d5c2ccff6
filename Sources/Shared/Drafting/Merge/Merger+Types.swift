import Settings
import Types

extension Merger {
  /// Merges `nativeConnectorType` and `databrewType` of one column.
  mutating func mergeTypes(
    _ written: FileColumn, _ base: ColumnDraft, _ column: ColumnDraft, _ subject: String,
    _ table: StreamDraft
  ) {
    mergeNative(written, base, column, subject, table)
    if base.note != column.note, !written.isFlow {
      plan.edits.append(
        .replaceNote(
          written, key: "nativeConnectorType", old: base.note, new: column.note))
    }
    let ours = written.settings.databrewType
    let hasChanged =
      base.databrewType != column.databrewType || base.formatted != column.formatted
    guard hasChanged, ours != column.databrewType else { return }
    if ours == base.databrewType || options.preference == .database {
      plan.edits.append(
        .set(written, key: "databrewType", value: column.databrewType.name))
      plan.notes.append(
        "\(subject): databrewType \(column.databrewType.name), was \(ours.name)")
      return
    }
    let type = situation.database.type(of: column.number, in: table.oid)
    let fit = type.map { TypeMapping.classification(of: ours, over: $0) } ?? .exact
    switch fit {
    case .exact: break
    case .narrowing, .lossy:
      plan.warnings.append(
        "\(subject): your databrewType \(ours.name) is kept; over \(column.formatted) it is"
          + " \(fit.rawValue)")
    case .incompatible where options.preference == .file:
      plan.warnings.append(
        "\(subject): \(ours.name) is kept, but cannot represent \(column.formatted)")
    case .incompatible:
      plan.conflicts.append(
        Conflict(
          subject: "\(subject): databrewType",
          file: "\(ours.name) (your choice over \(base.formatted))",
          database:
            "\(column.formatted), which is \(column.databrewType.name) (was \(base.formatted))",
          location: written.location("databrewType")))
    }
  }

  private mutating func mergeNative(
    _ written: FileColumn, _ base: ColumnDraft, _ column: ColumnDraft, _ subject: String,
    _ table: StreamDraft
  ) {
    guard let ours = written.settings.nativeConnectorType else { return }
    let type = situation.database.type(of: column.number, in: table.oid)
    // Spelling is never a difference; nor are modifiers that are not written.
    guard !TypeMapping.areSameType(ours, column.native) else { return }
    let isOurs =
      !TypeMapping.areSameType(ours, base.native) && !TypeMapping.areSameType(ours, base.formatted)
    if isOurs, NativeTypes.agreement(ours, column, type) == .agree { return }
    if !isOurs, TypeMapping.areSameType(base.native, column.native) { return }
    if isOurs, options.preference != .database {
      guard !TypeMapping.areSameType(base.native, column.native) else { return }
      if options.preference == .file { return }
      plan.conflicts.append(
        Conflict(
          subject: "\(subject): nativeConnectorType", file: "\(ours) (it was \(base.native))",
          database: "\(column.native) (it was \(base.native))",
          location: written.location("nativeConnectorType")))
      return
    }
    plan.edits.append(
      .set(written, key: "nativeConnectorType", value: YAMLText.scalar(column.native)))
    plan.notes.append("\(subject): nativeConnectorType \(column.native), was \(ours)")
  }
}
